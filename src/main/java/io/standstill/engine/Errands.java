package io.standstill.engine;

import io.standstill.domain.Command;
import io.standstill.domain.Evidence;
import io.standstill.domain.Resource;
import io.standstill.domain.Trace;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Returned;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/** The running of commands that are no stop: taken in a commit of its own first, and so called for once at most. */
final class Errands {

    private final Station station;

    Errands(Station station) {
        this.station = station;
    }

    Future<Void> run(Resource resource) {
        var command = resource.openCommand();
        return command == null
                ? Future.succeededFuture()
                : station.bring(resource, new Evidence.CommandTaking(command.key()))
                        .compose(outcome -> outcome.changed() && outcome.news() == null
                                ? station.stillHolds().compose(held -> call(resource, command, held))
                                : Future.succeededFuture());
    }

    private Future<Void> call(Resource resource, Command command, boolean held) {
        if (!held) {
            return end(
                    resource,
                    command,
                    new Commands.Result(Command.End.REFUSED, "the account went to another node first; ask again"),
                    Trace.INTENT);
        }
        var began = station.ticker().nanos();
        return station.account()
                .commands()
                .map(commands -> station.call(() -> commands.run(resource.id().id(), new JsonObject(command.what()))))
                .orElseGet(() -> Future.succeededFuture(new Returned<>(
                        new Commands.Result(Command.End.REFUSED, "this vendor has no commands"), null, Trace.INTENT)))
                .compose(ran -> {
                    station.attempts().command(resource, ran.says(), ran.trace(), station.since(began));
                    return end(resource, command, ran.says(), ran.trace());
                });
    }

    private Future<Void> end(Resource resource, Command command, Commands.Result result, Trace trace) {
        return station.bring(resource, new Evidence.Commanded(command.key(), result.end(), result.said(), trace))
                .mapEmpty();
    }
}

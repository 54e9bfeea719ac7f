package io.standstill.simulation;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.vendor.Account;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** A connection that is as it should be, but for what a bug makes of it. */
abstract class SpoiledAccount implements Account {

    private final Account real;

    SpoiledAccount(Account real) {
        this.real = real;
    }

    @Override
    public String vendor() {
        return real.vendor();
    }

    @Override
    public Policy policy() {
        return real.policy();
    }

    @Override
    public String seenAs() {
        return real.seenAs();
    }

    @Override
    public Future<Optional<Returned<Problem>>> objection(Mode mode) {
        return real.objection(mode);
    }

    @Override
    public Future<Returned<Reply>> stop(String id, Mode mode) {
        return real.stop(id, mode);
    }

    @Override
    public Future<Returned<Reading>> look(String id) {
        return real.look(id);
    }

    @Override
    public Optional<Lists> lists() {
        return real.lists();
    }

    @Override
    public Optional<Commands> commands() {
        return real.commands();
    }

    @Override
    public Optional<Wire.Told> clock() {
        return real.clock();
    }

    @Override
    public Future<List<Finding>> check() {
        return real.check();
    }

    @Override
    public void close() {
        real.close();
    }
}

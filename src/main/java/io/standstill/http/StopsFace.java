package io.standstill.http;

import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.http.door.Caller;
import io.standstill.journal.AlreadyAnswered;
import io.standstill.journal.Submission;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders many stops at once, a chunk a commit, so that nobody else waits long for the journal.
 *
 * <p>With a key each chunk is kept with its answer, and so is what a selection chose: whoever asks again after a crash
 * is told what was ordered then, and only the rest is ordered.
 */
final class StopsFace {

    /** Enough for as many as may come at once, with names of any usual length. */
    static final int MOST_BODY_BYTES = 8 * 1024 * 1024;

    /** Part of what a key stands for: with chunks of another size a request begun before would be ordered twice. */
    private static final int CHUNK = 500;

    private static final Logger LOG = LoggerFactory.getLogger(StopsFace.class);

    private final Ground ground;

    StopsFace(Ground ground) {
        this.ground = ground;
    }

    // ---- POST /v1/stops

    Future<Answer> stop(RoutingContext request) {
        var body = Described.body(request);
        var bulk = Bulk.of(body);
        var caller = Caller.of(request);
        var once = Once.of(request, caller.name(), body);
        var work = new Work(bulk, caller, bulk.dryRun() ? null : once);
        return work.choose().compose(work::chunks).map(items -> {
            var answer = new JsonObject().put("items", items);
            if (bulk.dryRun()) {
                answer.put("dryRun", true);
            }
            var given = Answer.json(202, answer.encode());
            return work.replayed ? given.with("Idempotency-Replayed", "true") : given;
        });
    }

    /** One request under way. */
    private final class Work {

        private final Bulk bulk;
        private final @Nullable Once once;
        private final Caller caller;
        private final Evidence.Order order;
        private final JsonArray results = new JsonArray();

        /** Counts what is kept under the request's key. */
        private int part;

        private boolean replayed;

        /**
         * @param once null: nothing is kept
         */
        Work(Bulk bulk, Caller caller, @Nullable Once once) {
            this.bulk = bulk;
            this.once = once;
            this.caller = caller;
            this.order = new Evidence.Order(bulk.mode(), bulk.reason(), caller.name(), null, null);
        }

        // ---- which ones

        Future<List<ResourceId>> choose() {
            var selected = bulk.selected();
            if (selected == null) {
                return Future.succeededFuture(Objects.requireNonNull(bulk.listed()));
            }
            var theirs = caller.within(selected.accounts());
            selected.accounts().forEach(ground::account);
            return select(selected, theirs)
                    .compose(ids -> keep(List.of(), outcomes -> written(ids)))
                    .map(Work::read);
        }

        private Future<List<ResourceId>> select(Bulk.Selection selected, Set<String> theirs) {
            var most = Bulk.MOST + 1;
            if (!selected.strays()) {
                return ground.resources().choose(theirs, selected.states(), selected.labels(), most);
            }
            var accounts = theirs.isEmpty() ? ground.connections().keySet() : theirs;
            return ground.accounts().strays(accounts, most);
        }

        /** The choice as it is kept; that it was too much is kept too, for later it might not be. */
        private static JsonArray written(List<ResourceId> ids) {
            var names = new JsonArray();
            if (ids.size() <= Bulk.MOST) {
                ids.forEach(id -> names.add(id.account()).add(id.id()));
            } else {
                names.add("too many");
            }
            return names;
        }

        private static List<ResourceId> read(JsonArray names) {
            if (names.size() % 2 == 1) {
                throw new Fault(
                        422,
                        "too-many",
                        "The selection matches too many",
                        "at most %d can be stopped at once; nothing was ordered".formatted(Bulk.MOST));
            }
            var ids = new ArrayList<ResourceId>(names.size() / 2);
            for (var i = 0; i < names.size(); i += 2) {
                ids.add(new ResourceId(names.getString(i), names.getString(i + 1)));
            }
            return ids;
        }

        // ---- chunk by chunk

        Future<JsonArray> chunks(List<ResourceId> ids) {
            if (results.size() >= ids.size()) {
                return Future.succeededFuture(results);
            }
            var chunk = ids.subList(results.size(), Math.min(ids.size(), results.size() + CHUNK));
            return chunk(chunk).recover(failed -> cutOff(failed, ids.size())).compose(told -> {
                results.addAll(told);
                return chunks(ids);
            });
        }

        private Future<JsonArray> chunk(List<ResourceId> ids) {
            var refusals = new HashMap<ResourceId, Fault>();
            var items = new ArrayList<Submission.Item>();
            for (var id : ids) {
                refusal(id)
                        .ifPresentOrElse(
                                refusal -> refusals.put(id, refusal), () -> items.add(new Submission.Item(id, order)));
            }
            return bulk.dryRun()
                    ? rehearse(items).map(outcomes -> results(ids, refusals, outcomes))
                    : keep(items, outcomes -> results(ids, refusals, outcomes));
        }

        private Optional<Fault> refusal(ResourceId id) {
            return caller.mayUse(id.account())
                    ? ground.refusal(id, bulk.mode())
                    : Optional.of(Fault.forbidden("the account is not among those this caller may use"));
        }

        private Future<List<Outcome>> rehearse(List<Submission.Item> items) {
            return items.isEmpty()
                    ? Future.succeededFuture(List.of())
                    : ground.tracker().rehearse(items);
        }

        /** Brings evidence; with a key, what to tell of it is kept in the same commit, or was before. */
        private Future<JsonArray> keep(List<Submission.Item> items, Telling telling) {
            if (once == null) {
                return items.isEmpty()
                        ? Future.succeededFuture(telling.of(List.of()))
                        : ground.tracker().apply(Submission.of(items)).map(telling::of);
            }
            var receipt = once.receipt(part++, outcomes -> telling.of(outcomes).encode());
            return ground.tracker()
                    .apply(Submission.of(items, receipt))
                    .map(telling::of)
                    .recover(failed -> {
                        if (!(failed instanceof AlreadyAnswered already)) {
                            return Future.failedFuture(failed);
                        }
                        replayed = true;
                        return Future.succeededFuture(new JsonArray(once.again(already)));
                    });
        }

        private Future<JsonArray> cutOff(Throwable failed, int all) {
            if (failed instanceof Fault || results.isEmpty()) {
                return Future.failedFuture(failed);
            }
            LOG.atWarn().addKeyValue("fault", failed.toString()).log("stops not all ordered");
            return Future.failedFuture(
                    Fault.unavailable("of %d the first %d are done; the same request again sees to the rest"
                            .formatted(all, results.size())));
        }
    }

    private interface Telling {
        JsonArray of(List<Outcome> outcomes);
    }

    private static JsonArray results(List<ResourceId> ids, Map<ResourceId, Fault> refusals, List<Outcome> outcomes) {
        var results = new JsonArray();
        var ordered = outcomes.iterator();
        for (var id : ids) {
            var refusal = refusals.get(id);
            results.add(new JsonObject()
                    .put("account", id.account())
                    .put("id", id.id())
                    .put("result", refusal == null ? word(ordered.next()) : "refused")
                    .put("problem", refusal == null ? null : Problems.body(refusal)));
        }
        return results;
    }

    private static String word(Outcome outcome) {
        if (outcome.news() != null) {
            return "ordered";
        }
        var resource = Objects.requireNonNull(outcome.resource());
        return resource.state() == State.STOPPED ? "stopped" : "running";
    }
}

package io.standstill.journal;

import io.standstill.domain.Evidence;
import io.standstill.domain.Machine;
import io.standstill.domain.Outcome;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The judging of one batch: a function of the ground it is given. */
final class Judging implements Journal.Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Judging.class);

    private final List<Submission> submissions;
    private final Rules rules;
    private final Set<ResourceId> about = new HashSet<>();
    private final Set<ResourceId> introduces = new HashSet<>();
    private final Set<String> accounts = new HashSet<>();
    private final Set<Receipt.Key> receipts = new HashSet<>();
    private final List<Future<List<Outcome>>> judged = new ArrayList<>();

    Judging(List<Submission> submissions, Rules rules) {
        this.submissions = submissions;
        this.rules = rules;
        for (var submission : submissions) {
            submission.items().forEach(item -> {
                about.add(item.id());
                if (item.introduces()) {
                    introduces.add(item.id());
                }
            });
            submission.letters().forEach(letter -> about.addAll(letter.about()));
            submission.sightings().forEach(sighting -> accounts.add(sighting.account()));
            if (submission.receipt() != null) {
                receipts.add(submission.receipt().key());
            }
        }
    }

    @Override
    public Set<ResourceId> about() {
        return about;
    }

    @Override
    public Set<ResourceId> introduces() {
        return introduces;
    }

    @Override
    public Set<String> accounts() {
        return accounts;
    }

    @Override
    public Set<Receipt.Key> receipts() {
        return receipts;
    }

    /** What followed from each submission, in their order. */
    List<Future<List<Outcome>>> judged() {
        return judged;
    }

    @Override
    public Journal.Writes decide(Journal.Ground ground) {
        judged.clear();
        var changed = new LinkedHashMap<ResourceId, Resource>();
        var entries = new ArrayList<Entry>();
        var filed = new ArrayList<Journal.Filed>();
        var joined = new HashSet<ResourceId>();
        var sightings = new ArrayList<Sighting>();
        var kept = new HashMap<>(ground.kept());
        for (var submission : submissions) {
            var receipt = submission.receipt();
            var before = receipt == null ? null : kept.get(receipt.key());
            if (before != null) {
                judged.add(Future.failedFuture(new AlreadyAnswered(before)));
                continue;
            }
            var trial = new Trial(ground, changed, ground.position() + entries.size());
            try {
                var outcomes = trial.judge(submission);
                if (receipt != null) {
                    kept.put(
                            receipt.key(),
                            new Receipt.Kept(
                                    receipt.key(),
                                    receipt.fingerprint(),
                                    receipt.answer().apply(outcomes)));
                }
                judged.add(Future.succeededFuture(outcomes));
                changed.putAll(trial.changed);
                entries.addAll(trial.entries);
                filed.addAll(trial.filed);
                joined.addAll(trial.joined);
                sightings.addAll(trial.sightings);
            } catch (RuntimeException bug) {
                // Ours, and no reason for the others to fail with it.
                LOG.atError().setCause(bug).log("submission not judged");
                judged.add(Future.failedFuture(bug));
            }
        }
        kept.keySet().removeAll(ground.kept().keySet());
        return new Journal.Writes(
                List.copyOf(changed.values()), entries, filed, joined, sightings, List.copyOf(kept.values()));
    }

    /** One submission, which counts as a whole or not at all. */
    private final class Trial {

        private final Journal.Ground ground;
        private final Map<ResourceId, Resource> before;
        private final long position;
        private final Map<ResourceId, Resource> changed = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();
        private final List<Journal.Filed> filed = new ArrayList<>();
        private final Set<ResourceId> joined = new HashSet<>();
        private final List<Sighting> sightings = new ArrayList<>();

        /**
         * @param before what submissions earlier in the batch have changed
         * @param position of the newest entry so far
         */
        Trial(Journal.Ground ground, Map<ResourceId, Resource> before, long position) {
            this.ground = ground;
            this.before = before;
            this.position = position;
        }

        List<Outcome> judge(Submission submission) {
            var outcomes = new ArrayList<Outcome>();
            for (var item : submission.items()) {
                var unknown = known(item.id()) == null;
                outcomes.add(judge(item.id(), item.evidence()));
                if (unknown && known(item.id()) != null) {
                    join(item.id());
                }
            }
            submission.letters().forEach(letter -> outcomes.addAll(file(letter)));
            submission.sightings().forEach(this::sight);
            return outcomes;
        }

        /** Told once, when it turns. */
        private void sight(Sighting sighting) {
            var vendor = rules.vendor(sighting.account());
            if (vendor.isEmpty() || ground.outOfSight().contains(sighting.account()) == sighting.lost()) {
                return;
            }
            sightings.add(sighting);
            entries.add(Entry.of(sighting, vendor.get(), position + entries.size() + 1, ground.now()));
        }

        /** What was called back about it before anybody here knew it. */
        private void join(ResourceId id) {
            joined.add(id);
            ground.waiting().getOrDefault(id, List.of()).forEach(calledBack -> judge(id, calledBack));
        }

        private List<Outcome> file(Letter letter) {
            var known = letter.about().stream().filter(id -> known(id) != null).toList();
            filed.add(new Journal.Filed(letter, !known.isEmpty()));
            var calledBack = new Evidence.CalledBack(letter.callback(), letter.trace());
            return known.stream().map(id -> judge(id, calledBack)).toList();
        }

        private Outcome judge(ResourceId id, Evidence evidence) {
            var known = known(id);
            var account = id.account();
            var vendor = known == null ? rules.vendor(account).orElse(null) : known.vendor();
            if (vendor == null) {
                return Outcome.nothing(null);
            }
            var policy = rules.policy(account, vendor);
            var outcome = Machine.hear(id, vendor, known, evidence, policy, ground.now());
            var after = outcome.resource();
            if (after == null || !outcome.changed()) {
                return outcome;
            }
            var news = outcome.news();
            if (news == null) {
                changed.put(id, after);
                return outcome;
            }
            var placed = after.at(position + entries.size() + 1);
            changed.put(id, placed);
            entries.add(Entry.of(placed, news, ground.now(), policy));
            return new Outcome(placed, true, news, null);
        }

        private @Nullable Resource known(ResourceId id) {
            var newest = changed.get(id);
            if (newest == null) {
                newest = before.get(id);
            }
            return newest == null ? ground.resources().get(id) : newest;
        }
    }
}

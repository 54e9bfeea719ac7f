package io.standstill.journal;

import io.standstill.domain.Machine;
import io.standstill.domain.Outcome;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The judging of one batch: a function of the ground it is given. */
final class Judging implements Journal.Batch {

    private static final Logger LOG = LoggerFactory.getLogger(Judging.class);

    private final List<Submission> submissions;
    private final Rules rules;
    private final Set<ResourceId> about;
    private final List<Future<List<Outcome>>> judged = new ArrayList<>();

    Judging(List<Submission> submissions, Rules rules) {
        this.submissions = submissions;
        this.rules = rules;
        this.about = submissions.stream()
                .flatMap(submission -> submission.items().stream())
                .map(Submission.Item::id)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<ResourceId> about() {
        return about;
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
        for (var submission : submissions) {
            var trial = new Trial(ground, changed, ground.position() + entries.size());
            try {
                judged.add(Future.succeededFuture(trial.judge(submission)));
                changed.putAll(trial.changed);
                entries.addAll(trial.entries);
            } catch (RuntimeException bug) {
                // Ours, and no reason for the others to fail with it.
                LOG.atError().setCause(bug).log("submission not judged");
                judged.add(Future.failedFuture(bug));
            }
        }
        return new Journal.Writes(List.copyOf(changed.values()), entries);
    }

    /** One submission, which counts as a whole or not at all. */
    private final class Trial {

        private final Journal.Ground ground;
        private final Map<ResourceId, Resource> before;
        private final long position;
        private final Map<ResourceId, Resource> changed = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();

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
            submission.items().forEach(item -> outcomes.add(judge(item)));
            return outcomes;
        }

        private Outcome judge(Submission.Item item) {
            var known = known(item.id());
            var account = item.id().account();
            var vendor = known == null ? rules.vendor(account).orElse(null) : known.vendor();
            if (vendor == null) {
                return Outcome.nothing(null);
            }
            var policy = rules.policy(account, vendor);
            var outcome = Machine.hear(item.id(), vendor, known, item.evidence(), policy, ground.now());
            var after = outcome.resource();
            if (after == null || !outcome.changed()) {
                return outcome;
            }
            var news = outcome.news();
            if (news == null) {
                changed.put(item.id(), after);
                return outcome;
            }
            var placed = after.at(position + entries.size() + 1);
            changed.put(item.id(), placed);
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

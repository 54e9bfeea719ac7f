package io.standstill.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lets the machine hear anything at all, in any order: late, twice, forged, of another generation, begun before what it
 * should follow. A judge of its own, which knows the journal's entries and what was brought but nothing of the machine's
 * memory, says of every proof whether it is one.
 */
class RandomWalkTest {

    private static final int STEPS = 50_000;
    private static final int LIFE = 400;

    static Stream<Arguments> walks() {
        return Stream.of(1L, 2L, 3L)
                .flatMap(seed -> Stream.of(
                        Arguments.of(seed, "readable", Samples.READABLE),
                        Arguments.of(seed, "absent is rest", Samples.ABSENT_IS_REST),
                        Arguments.of(seed, "unreadable", Samples.UNREADABLE)));
    }

    @ParameterizedTest(name = "{1}, seed {0}")
    @MethodSource("walks")
    void it_never_leaves_the_table_and_never_stops_without_proof(long seed, String name, Policy policy) {
        var random = new Random(seed);
        var proofs = 0;
        for (var steps = 0; steps < STEPS; steps += LIFE) {
            proofs += new Life(random, policy).live(LIFE);
        }

        assertThat(proofs).as("a walk that never proves anything shows nothing").isGreaterThan(20);
    }

    /** What was brought, when, and on what ground it fell. */
    private record Brought(Evidence evidence, Instant at, long seqBefore, int generation) {

        boolean freshLook(long act) {
            return evidence instanceof Evidence.Look look
                    && look.vantage().generation() == generation
                    && look.vantage().seq() >= act;
        }

        Evidence.Look look() {
            return (Evidence.Look) evidence;
        }
    }

    private static final class Life {

        private final Random random;
        private final Policy policy;
        private Instant now = Samples.NOON;
        private Resource resource;
        private final List<Vantage> vantages = new ArrayList<>();
        private final List<Vantage> sends = new ArrayList<>();
        private final List<Brought> brought = new ArrayList<>();
        private final Map<Long, News> entries = new HashMap<>();
        private final Map<Long, Instant> times = new HashMap<>();
        private final Map<Long, Integer> generations = new HashMap<>();
        private boolean lives = true;
        private int proofs;

        Life(Random random, Policy policy) {
            this.random = random;
            this.policy = policy;
        }

        int live(int steps) {
            hear(Samples.order());
            for (var step = 0; step < steps; step++) {
                now = now.plusMillis((long) Math.pow(10, random.nextDouble() * 5.5));
                hear(anything());
                quiesces();
            }
            return proofs;
        }

        private void hear(Evidence evidence) {
            var before = resource;
            var outcome = Machine.hear(Samples.ORDERS, "feldera", before, evidence, policy, now);
            brought.add(new Brought(
                    evidence, now, before == null ? 0 : before.seq(), before == null ? 0 : before.generation()));
            resource = outcome.resource();
            follows(before, outcome);
            if (outcome.news() != null) {
                entries.put(resource.seq(), outcome.news());
                times.put(resource.seq(), now);
                generations.put(resource.seq(), resource.generation());
                if (outcome.news().kind() == Kind.SENT) {
                    sends.add(resource.vantage());
                }
                if (outcome.news().kind() == Kind.PROVED) {
                    proofs++;
                    judge();
                }
            }
            vantages.add(resource.vantage());
        }

        // ---- what always holds

        private void follows(Resource before, Outcome outcome) {
            var news = outcome.news();
            var state = before == null ? null : before.state();
            if (news == null) {
                assertThat(resource.state()).isEqualTo(state);
                assertThat(resource.seq()).isEqualTo(before.seq());
                return;
            }
            assertThat(news.from()).isEqualTo(state);
            assertThat(news.to()).isEqualTo(resource.state());
            assertThat(resource.seq()).isEqualTo(before == null ? 1 : before.seq() + 1);
            assertThat(Moves.all())
                    .anyMatch(move ->
                            move.from() == news.from() && move.to() == news.to() && move.toldAs() == news.kind());
            assertThat(resource.generation())
                    .isEqualTo((before == null ? 0 : before.generation())
                            + (news.transition() && news.kind() == Kind.ORDERED ? 1 : 0));
            assertThat(resource.state() == State.STOPPED).isEqualTo(resource.verdict() != null);
            if (resource.state() == State.STOPPED && state != State.STOPPED) {
                assertThat(news.kind()).isEqualTo(Kind.PROVED);
            }
            if (resource.state().inFlight()) {
                assertThat(resource.stop()).isNotNull();
                assertThat(resource.verdict()).isNull();
            }
            if (resource.state() == State.FAILED || resource.state() == State.REAPPEARED) {
                assertThat(resource.problem()).isNotNull();
            }
        }

        /** However much time has passed, what is due is done after a few steps: nothing stays due for ever. */
        private void quiesces() {
            for (var i = 0; i < 6; i++) {
                hear(new Evidence.TimePassed());
            }
            assertThat(Stream.of(
                                    resource.deadlineDueAt(),
                                    resource.escalationDueAt(),
                                    resource.pursuit().quietUntil(),
                                    resource.stopAt())
                            .filter(Objects::nonNull))
                    .allMatch(due -> due.isAfter(now));
        }

        // ---- the judge

        private void judge() {
            switch (resource.verdict()) {
                case CONFIRMED -> judgeConfirmed();
                case GONE -> judgeRow(Reading.Absent.class, policy.looks().absences());
                case ASSERTED -> judgeAsserted();
            }
        }

        private void judgeConfirmed() {
            var last = ((Evidence.Look) brought.get(brought.size() - 1).evidence()).reading();
            if (last instanceof Reading.Absent) {
                assertThat(policy.looks().absenceIsRest()).isTrue();
                assertThat(wasTaken()).isTrue();
                judgeRow(Reading.Absent.class, policy.looks().rest());
            } else {
                judgeRow(Reading.AtRest.class, policy.looks().rest());
            }
        }

        /**
         * Some chain of fresh looks leads to the proof: each begun after the one before was written down, all after the
         * last act, none alive between them, as many and over as long a time as the policy asks.
         */
        private void judgeRow(Class<? extends Reading> wanted, Policy.Row row) {
            var looks = rowOfLooks(wanted);
            var length = new int[looks.size()];
            var proved = false;
            for (var i = looks.size() - 1; i >= 0; i--) {
                length[i] = i == looks.size() - 1 ? 1 : 0;
                for (var later = i + 1; later < looks.size(); later++) {
                    var begunAfter = looks.get(later).look().vantage().seq()
                            > looks.get(i).seqBefore();
                    if (begunAfter && length[later] > 0) {
                        length[i] = Math.max(length[i], length[later] + 1);
                    }
                }
                proved |= length[i] >= row.times() && !looks.get(i).at().isAfter(now.minus(row.over()));
            }
            assertThat(proved).as("%s at seq %s", row, resource.seq()).isTrue();
        }

        /** The wanted looks since the last act or the last fresh sign of life, oldest first. */
        private List<Brought> rowOfLooks(Class<? extends Reading> wanted) {
            var act = lastAct();
            var looks = new ArrayList<Brought>();
            for (var one : brought) {
                if (one.generation() == resource.generation() && one.freshLook(act)) {
                    if (lives(one.look().reading())) {
                        looks.clear();
                    } else if (wanted.isInstance(one.look().reading())) {
                        looks.add(one);
                    }
                }
            }
            return looks;
        }

        private static boolean lives(Reading reading) {
            return reading instanceof Reading.Remembered remembered
                    ? lives(remembered.was())
                    : reading instanceof Reading.Alive;
        }

        private long lastAct() {
            return entries.entrySet().stream()
                    .filter(entry -> entry.getKey() < resource.seq())
                    .filter(entry -> switch (entry.getValue().kind()) {
                        case ORDERED, SENT, ESCALATED, ACKNOWLEDGED -> true;
                        case UNSURE -> entry.getValue().trace().source() == Trace.Source.ANSWER;
                        default -> false;
                    })
                    .mapToLong(Map.Entry::getKey)
                    .max()
                    .orElseThrow();
        }

        private void judgeAsserted() {
            assertThat(policy.readable()).isFalse();
            var firstSend = entriesOfThisGeneration(Kind.SENT).get(0);
            assertThat(wasTaken()).as("the vendor took our stop").isTrue();
            var calledEnded = brought.stream()
                    .anyMatch(one -> one.generation() == resource.generation()
                            && one.seqBefore() >= firstSend
                            && one.evidence() instanceof Evidence.CalledBack called
                            && called.callback() instanceof Callback.Ended);
            var repeated = entriesOfThisGeneration(Kind.SILENT).stream()
                    .filter(silent -> !unattendedSince(silent))
                    .anyMatch(silent ->
                            entriesOfThisGeneration(Kind.SENT).stream().anyMatch(sent -> sent > silent));
            assertThat(calledEnded || repeated)
                    .as("and something else said so too")
                    .isTrue();
        }

        private boolean unattendedSince(long silent) {
            return brought.stream()
                    .anyMatch(one -> one.seqBefore() >= silent && one.evidence() instanceof Evidence.Inattention);
        }

        private boolean wasTaken() {
            return brought.stream()
                    .filter(one -> one.generation() == resource.generation())
                    .anyMatch(one -> one.evidence() instanceof Evidence.Answer answer
                            && answer.sent().generation() == resource.generation()
                            && answer.reply() instanceof Reply.Taken);
        }

        private List<Long> entriesOfThisGeneration(Kind kind) {
            return entries.entrySet().stream()
                    .filter(entry -> entry.getValue().kind() == kind)
                    .filter(entry -> generations.get(entry.getKey()) == resource.generation())
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }

        // ---- anything

        private Evidence anything() {
            var vantage = random.nextInt(3) > 0
                    ? resource.vantage()
                    : vantages.get(Math.max(0, vantages.size() - 1 - random.nextInt(Math.min(60, vantages.size()))));
            return switch (random.nextInt(16)) {
                case 0 -> new Evidence.Order(mode(), null, "ops", duration(), null);
                case 1 ->
                    switch (random.nextInt(8)) {
                        case 0 -> new Evidence.Release(null, "ops");
                        case 1 -> new Evidence.Objection(vantage, mode(), Samples.refusal(), Samples.LOOK);
                        case 2 -> new Evidence.Inattention();
                        default -> new Evidence.TimePassed();
                    };
                case 2 ->
                    new Evidence.Introduction(
                            "ops",
                            random.nextBoolean() ? Map.of("n", "" + random.nextInt(3)) : null,
                            random.nextInt(6) == 0 ? new Evidence.Handle(now.plusSeconds(random.nextInt(600))) : null);
                case 3, 4, 5 -> new Evidence.Sending(vantage, Duration.ofSeconds(10 + random.nextInt(10)));
                case 6, 7, 8 -> sends.isEmpty() ? new Evidence.TimePassed() : answer();
                case 9, 10 -> new Evidence.CalledBack(callback(), Samples.CALLBACK);
                default ->
                    policy.readable()
                            ? new Evidence.Look(vantage, reading(), seenAs(), Samples.LOOK)
                            : new Evidence.CalledBack(callback(), Samples.CALLBACK);
            };
        }

        private String seenAs() {
            return random.nextInt(40) == 0 ? "https://elsewhere.example" : Samples.SEEN_AS;
        }

        private Mode mode() {
            return policy.knows(Mode.FORCE) && random.nextInt(3) == 0 ? Mode.FORCE : Mode.GRACEFUL;
        }

        private Duration duration() {
            return random.nextBoolean() ? null : Duration.ofSeconds(1 + random.nextInt(900));
        }

        private Evidence answer() {
            var sent = sends.get(Math.max(0, sends.size() - 1 - random.nextInt(Math.min(4, sends.size()))));
            Reply reply =
                    switch (random.nextInt(8)) {
                        case 0, 1, 2, 3 -> new Reply.Taken(random.nextInt(5) == 0);
                        case 4, 5 -> new Reply.Unsure("503");
                        case 6 ->
                            random.nextInt(6) == 0 ? new Reply.Refused(Samples.refusal()) : new Reply.Unsure("cut");
                        default -> policy.readable() ? new Reply.Unsure("404") : new Reply.NotFound("not found");
                    };
            return new Evidence.Answer(sent, reply, Duration.ofSeconds(1 + random.nextInt(5)), Samples.ANSWER);
        }

        private Callback callback() {
            return switch (random.nextInt(4)) {
                case 0 -> new Callback.Ended();
                case 1 -> new Callback.Other("2001");
                case 2 -> new Callback.Segment(now.minusSeconds(random.nextInt(60)));
                default -> new Callback.Segment(null);
            };
        }

        /** Most looks agree for a while, as they do in truth, or no row of them would ever come about. */
        private Reading reading() {
            lives ^= random.nextInt(25) == 0;
            if (random.nextInt(3) == 0) {
                return anyReading();
            }
            return lives ? Samples.running() : random.nextBoolean() ? Samples.atRest() : Samples.absent();
        }

        private Reading anyReading() {
            return switch (random.nextInt(11)) {
                case 0, 1, 2 -> Samples.running("life-" + (random.nextInt(30) == 0 ? 2 : 1));
                case 3 -> Samples.stopping(random.nextBoolean() ? Descent.UNTOLD : Descent.GRACEFUL);
                case 4, 5 -> Samples.atRest();
                case 6, 7 -> Samples.absent();
                case 8 -> new Reading.Absent(random.nextBoolean() ? Reading.Control.FAILED : Reading.Control.EMPTY);
                case 9 -> new Reading.Remembered(random.nextInt(4) > 0 ? Samples.atRest() : Samples.running(null));
                default -> new Reading.Unsure("503", random.nextBoolean() ? null : "Hibernating");
            };
        }
    }
}

package io.standstill.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a resource waits for as it stands, in words for whoever is on call. */
public final class Awaited {

    private Awaited() {}

    /** In one sentence, by the account's rules. */
    public static String of(Resource resource, Policy policy, Instant now) {
        return switch (resource.state()) {
            case ACTIVE -> active(resource);
            case REQUESTED -> requested(resource, policy, now);
            case STOPPING -> proof(resource, policy);
            case OVERDUE ->
                "the deadline passed without proof; it is still followed, and proof still counts: "
                        + proof(resource, policy);
            case STOPPED -> stopped(resource, policy);
            case FAILED -> "a person: " + detail(resource, "the stop was refused");
            case REAPPEARED -> "a person: " + detail(resource, "it lives again");
        };
    }

    private static String active(Resource resource) {
        return resource.stopAt() == null
                ? "nothing: nobody ordered a stop"
                : "nothing yet: a stop is ordered at %s unless the handle is moved on"
                        .formatted(moment(resource.stopAt()));
    }

    private static String requested(Resource resource, Policy policy, Instant now) {
        var pursuit = resource.pursuit();
        if (pursuit.sentSeq() == 0) {
            return policy.readable() && !pursuit.looked()
                    ? "a first look, before anything is sent"
                    : "the stop is to be sent" + when(resource.sendDueAt());
        }
        if (pursuit.awaitedUntil() != null && pursuit.awaitedUntil().isAfter(now)) {
            return "the vendor's answer to the stop that was sent";
        }
        if (!policy.readable()) {
            return "what became of the stop that was sent is not known; it is sent again" + when(resource.sendDueAt());
        }
        return "what became of the stop that was sent is not known: a look that tells, and then, if it still runs, it is"
                + " sent again" + when(resource.sendDueAt());
    }

    private static String proof(Resource resource, Policy policy) {
        var pursuit = resource.pursuit();
        var looks = policy.looks();
        if (looks != null) {
            var row = pursuit.streakOfAbsence() ? looks.absences() : looks.rest();
            var what = pursuit.streakOfAbsence() ? "do not find it" : "find it at rest";
            return pursuit.streak() == 0
                    ? "looks that %s, %s".formatted(what, told(row))
                    : "looks that %s, %s; %d so far, since %s"
                            .formatted(what, told(row), pursuit.streak(), moment(pursuit.streakSince()));
        }
        if (pursuit.silent()) {
            return "no sign of life came: a repeated stop that the vendor answers with success or with not found"
                    + when(resource.sendDueAt());
        }
        return pursuit.quietUntil() == null
                ? "the vendor's word that it takes the stop"
                : "the vendor's callback that it ended, or no sign of life until %s and then a repeated stop"
                        .formatted(moment(pursuit.quietUntil()));
    }

    private static String told(Policy.Row row) {
        return row.times() == 1
                ? "one is enough"
                : "%d in a row over at least %s".formatted(row.times(), seconds(row.over()));
    }

    private static String stopped(Resource resource, Policy policy) {
        var watchAt = resource.pursuit().watchAt();
        if (watchAt != null) {
            return "nothing: it stands still, and is looked at again at " + moment(watchAt);
        }
        return policy.readable()
                ? "nothing: it stands still, and is watched no longer"
                : "nothing: it stands still by the vendor's word; signs of life are listened for";
    }

    private static String detail(Resource resource, String otherwise) {
        return resource.problem() == null ? otherwise : resource.problem().detail();
    }

    private static String when(@Nullable Instant at) {
        return at == null ? " once a look tells that it may be" : " at " + moment(at);
    }

    /** In whole seconds: nobody reads more. */
    private static @Nullable Instant moment(@Nullable Instant at) {
        return at == null ? null : Instant.ofEpochSecond(at.getEpochSecond());
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}

package io.standstill.app.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What the service answered.
 *
 * @param tag of what was read, null where it has none
 * @param retryAfter in seconds, as it came
 */
record Answer(
        int status,
        String body,
        @Nullable String tag,
        @Nullable String retryAfter) {

    /** Somebody's clock or patience may be odd; nobody waits longer than this for a second try. */
    private static final long LONGEST_RETRY_MILLIS = 15_000;

    private static final int LONGEST_FAULT = 300;

    /** What it holds, where it is what was asked for. */
    Json json() throws Lost {
        if (status < 200 || status > 299) {
            throw new Refused(this);
        }
        try {
            return Json.read(body);
        } catch (IOException unreadable) {
            throw new Lost("the answer is no JSON; is that a Standstill service?", unreadable);
        }
    }

    /** The resource that was asked for. */
    Json resource(String account, String id) throws Lost {
        var resource = json();
        mustBe(resource, account, id);
        return resource;
    }

    /** Whatever answers with another has not answered. */
    static void mustBe(Json resource, String account, String id) throws Lost {
        if (!account.equals(resource.at("account").text())
                || !id.equals(resource.at("id").text())) {
            throw new Lost("the answer is about something else; is that a Standstill service?", null);
        }
    }

    /** Why it was refused, in the service's words. */
    String fault() {
        try {
            var problem = Json.read(body);
            var title = problem.at("title").shown();
            if (!title.isEmpty()) {
                return status + " " + title + ": " + problem.at("detail").shown();
            }
        } catch (IOException unreadable) {
            // Somebody else's words.
        }
        var text = Printable.of(body.strip());
        return status + (text.isEmpty() ? "" : " " + text.substring(0, Math.min(text.length(), LONGEST_FAULT)));
    }

    long retryAfterMillis() {
        return retryAfter != null && retryAfter.matches("[0-9]{1,6}")
                ? Math.min(LONGEST_RETRY_MILLIS, Long.parseLong(retryAfter) * 1_000)
                : 0;
    }
}

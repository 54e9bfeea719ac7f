package io.standstill.feed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Brings what somebody else's thread completes home to one's own context. */
final class OnContext {

    private OnContext() {}

    static <T> Future<T> hear(Context context, Future<T> elsewhere) {
        var heard = Promise.<T>promise();
        elsewhere.onComplete(done -> context.runOnContext(nothing -> heard.handle(done)));
        return heard.future();
    }
}

package io.standstill.http;

import io.standstill.domain.Sight;
import io.standstill.journal.Resources;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/** When accounts were last looked at; read once for all of one event loop who ask at the same time. */
final class Sights {

    private final Resources resources;
    private final Map<String, Future<Sight>> reading = new HashMap<>();

    Sights(Resources resources) {
        this.resources = resources;
    }

    Future<Sight> of(String account) {
        var underWay = reading.get(account);
        if (underWay != null) {
            return underWay;
        }
        var read = resources.sight(account);
        reading.put(account, read);
        read.onComplete(done -> reading.remove(account));
        return read;
    }
}

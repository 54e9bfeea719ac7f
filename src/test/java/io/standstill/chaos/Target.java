package io.standstill.chaos;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Something to be stopped; its account has its vendor's name. */
record Target(String account, String id) {

    /** So many new ones, with names that their vendor takes. */
    static List<Target> some(String account, int count, Random random) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Target(account, name(account, number, random)))
                .toList();
    }

    private static String name(String account, int number, Random random) {
        return switch (account) {
            case "nomad", "memories" -> new UUID(random.nextLong(), random.nextLong()).toString();
            default -> "t" + number + "-" + Integer.toHexString(random.nextInt());
        };
    }

    /** The one that a resource of the service is. */
    static Target of(JsonObject resource) {
        return new Target(resource.getString("account"), resource.getString("id"));
    }

    @Override
    public String toString() {
        return account + "/" + id;
    }
}

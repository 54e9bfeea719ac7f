package io.standstill.vendor.memories;

import java.util.Optional;
import java.util.regex.Pattern;

/** A task as the wire names it, and which of the vendor's products works on it. */
record Task(Product product, String id) {

    /** A colon would look like a product's name, a slash like another path; of their own accord ids have neither. */
    private static final Pattern FORM = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}/:]{1,200}");

    /** What works on streams, and how a resource of it is named here. */
    enum Product {
        VIDEO(""),
        AUDIO("audio:"),
        UNDERSTANDING("understanding:");

        private final String prefix;

        Product(String prefix) {
            this.prefix = prefix;
        }

        /** The resource that this task is. */
        String resource(String task) {
            return prefix + task;
        }
    }

    /** The task that a resource is. */
    static Task of(String resource) {
        for (var named : new Product[] {Product.AUDIO, Product.UNDERSTANDING}) {
            if (resource.startsWith(named.prefix)) {
                return new Task(named, resource.substring(named.prefix.length()));
            }
        }
        return new Task(Product.VIDEO, resource);
    }

    /** What is wrong with it, as what was expected instead. */
    Optional<String> fault() {
        return isName(id)
                ? Optional.empty()
                : Optional.of("a task's id of 1 to 200 printable characters, without slash or colon, was expected, "
                        + "by itself for video or after audio: or understanding:");
    }

    /** Whether a task can have this name. */
    static boolean isName(String id) {
        return FORM.matcher(id).matches() && id.equals(id.strip());
    }
}

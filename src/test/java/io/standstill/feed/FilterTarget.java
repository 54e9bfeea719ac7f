package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.ResourceId;
import io.standstill.fuzz.Target;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whatever followers want, and whatever entries there are: whoever wants an entry is found by it, and nobody else.
 *
 * <p>Out of few words, so that they often meet: each byte of an input takes the next.
 */
public final class FilterTarget implements Target {

    private static final List<String> WORDS = List.of("", "a", "b", "A", "a/b", "ä", "stopped");
    private static final int MOST = 6;

    @Override
    public void take(byte[] input) {
        var bytes = ByteBuffer.wrap(input);
        var index = new Index();
        var groups = new HashSet<Group>();
        while (groups.size() < MOST && bytes.remaining() > 8) {
            groups.add(index.group(filter(bytes)));
        }
        while (bytes.hasRemaining()) {
            var frame = frame(bytes);
            var heard = index.sort(List.of(frame));
            for (var group : groups) {
                assertThat(heard.containsKey(group))
                        .as("%s of %s", group.filter(), frame)
                        .isEqualTo(wants(group.filter(), frame));
                assertThat(heard.getOrDefault(group, List.of())).hasSizeLessThanOrEqualTo(1);
            }
        }
        groups.forEach(index::forget);
        assertThat(index.size()).isZero();
    }

    /** What the promise says of a filter, told once more. */
    private static boolean wants(Filter filter, Frame frame) {
        if (filter.transitionsOnly() && !frame.transition()) {
            return false;
        }
        if (!filter.accounts().isEmpty() && !filter.accounts().contains(frame.account())) {
            return false;
        }
        if (!filter.vendors().isEmpty() && !filter.vendors().contains(frame.vendor())) {
            return false;
        }
        if (!filter.resources().isEmpty()
                && (frame.resource() == null || !filter.resources().contains(frame.resource()))) {
            return false;
        }
        if (!filter.states().isEmpty()
                && (frame.to() == null || !filter.states().contains(frame.to()))) {
            return false;
        }
        for (var label : filter.labels().entrySet()) {
            if (!frame.labels().containsKey(label.getKey())
                    || !label.getValue().contains(frame.labels().get(label.getKey()))) {
                return false;
            }
        }
        return true;
    }

    private static Filter filter(ByteBuffer bytes) {
        var resources = new HashSet<ResourceId>();
        words(bytes).forEach(account -> words(bytes).forEach(id -> resources.add(new ResourceId(account, id))));
        var labels = new HashMap<String, Set<String>>();
        for (var name : words(bytes)) {
            var values = words(bytes);
            labels.put(name, values.isEmpty() ? Set.of("a") : values);
        }
        return new Filter(words(bytes), words(bytes), resources, words(bytes), labels, next(bytes) % 2 == 1);
    }

    private static Frame frame(ByteBuffer bytes) {
        var ofTheAccount = next(bytes) % 4 == 0;
        var account = word(bytes);
        var labels = new HashMap<String, String>();
        if (!ofTheAccount) {
            words(bytes).forEach(name -> labels.put(name, word(bytes)));
        }
        return new Frame(
                1,
                next(bytes) % 2 == 1,
                account,
                word(bytes),
                ofTheAccount ? null : new ResourceId(account, word(bytes)),
                ofTheAccount ? null : word(bytes),
                Map.copyOf(labels),
                Buffer.buffer());
    }

    private static Set<String> words(ByteBuffer bytes) {
        var words = new HashSet<String>();
        for (var more = next(bytes) % 3; more > 0; more--) {
            words.add(word(bytes));
        }
        return words;
    }

    private static String word(ByteBuffer bytes) {
        return WORDS.get(next(bytes) % WORDS.size());
    }

    private static int next(ByteBuffer bytes) {
        return bytes.hasRemaining() ? bytes.get() & 0xff : 0;
    }
}

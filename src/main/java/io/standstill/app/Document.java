package io.standstill.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.exceptions.DuplicateKeyException;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A configuration's text, read as YAML.
 *
 * <p>What is wrong with it is told by its place alone: the parser's own messages show the lines around it, and secrets may
 * stand there.
 */
final class Document {

    /** Nothing that can be configured lies half as deep; beyond any bound the parser runs out of its stack. */
    private static final int DEEPEST = 20;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowNonScalarKeys(false)
            .build();

    private Document() {}

    /** What it holds; null: nothing, or what it holds is noted as a fault. */
    static @Nullable Object read(String yaml, Faults faults) {
        try {
            if (depth(yaml) > DEEPEST) {
                faults.add("configuration", "at most %d levels were expected".formatted(DEEPEST));
                return null;
            }
            return new Load(SETTINGS).loadFromString(yaml);
        } catch (DuplicateKeyException twice) {
            faults.add("configuration", "a key stands there twice" + place(twice));
        } catch (YamlEngineException noYaml) {
            faults.add("configuration", "is not YAML" + place(noYaml));
        }
        return null;
    }

    private static int depth(String yaml) {
        var deepest = 0;
        var depth = 0;
        for (var event : new Parse(SETTINGS).parseString(yaml)) {
            if (event instanceof CollectionStartEvent) {
                deepest = Math.max(deepest, ++depth);
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return deepest;
    }

    private static String place(YamlEngineException wrong) {
        var mark = wrong instanceof MarkedYamlEngineException marked
                ? marked.getProblemMark().or(marked::getContextMark)
                : Optional.<Mark>empty();
        return mark.map(at -> ": line %d, column %d".formatted(at.getLine() + 1, at.getColumn() + 1))
                .orElse("");
    }
}

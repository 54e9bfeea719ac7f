package io.standstill.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Every line that is logged while it is open, our own down to the last detail. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private static final Logger ALL = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.standstill");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Level before = OURS.getLevel();

    public LogLines() {
        setContext(ALL.getLoggerContext());
        start();
        OURS.setLevel(Level.TRACE);
        ALL.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        lines.add("%s %s %s %s"
                .formatted(
                        event.getLoggerName(),
                        event.getFormattedMessage(),
                        event.getKeyValuePairs(),
                        thrown == null ? "" : ThrowableProxyUtil.asString(thrown)));
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        ALL.detachAppender(this);
        OURS.setLevel(before);
        stop();
    }
}

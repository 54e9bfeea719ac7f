package io.standstill.http.door;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Hears every line of the access log until it is closed. */
final class AccessLines implements AutoCloseable {

    private final Logger log = (Logger) LoggerFactory.getLogger("access");
    private final AppenderBase<ILoggingEvent> hearing;

    AccessLines(Consumer<ILoggingEvent> heard) {
        hearing = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                heard.accept(event);
            }
        };
        hearing.setContext(log.getLoggerContext());
        hearing.start();
        log.addAppender(hearing);
    }

    @Override
    public void close() {
        log.detachAppender(hearing);
    }
}

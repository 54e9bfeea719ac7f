package io.standstill.app;

import io.standstill.http.HttpFace;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemKeyCertOptions;
import java.time.Duration;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that is shown, kept up with its files. */
final class Showing {

    private static final Logger LOG = LoggerFactory.getLogger(Showing.class);

    private final Settings.Tls files;
    private Certificate shown;

    /** What was last said of files that cannot be used, so that it is said once. */
    private String fault = "";

    private Showing(Settings.Tls files, Certificate shown) {
        this.files = files;
        this.shown = shown;
    }

    static Showing of(Settings.Tls files) {
        try {
            return new Showing(files, Certificate.read(files.certificate(), files.key()));
        } catch (Certificate.Unusable unusable) {
            throw new IllegalStateException(unusable.getMessage(), unusable);
        }
    }

    PemKeyCertOptions options() {
        return shown.options();
    }

    /** Looks at the files from time to time; what can be used and is new is shown from then on. */
    long keepUp(Vertx vertx, Collection<HttpFace> faces) {
        // The property is for the test that need not wait so long.
        var every = Duration.parse(System.getProperty("standstill.certificate.look", "PT1M"));
        return vertx.setPeriodic(every.toMillis(), tick -> look(faces));
    }

    /** Two small files: they are read where the timer runs. */
    private void look(Collection<HttpFace> faces) {
        try {
            var read = Certificate.read(files.certificate(), files.key());
            fault = "";
            if (!read.equals(shown)) {
                shown = read;
                faces.forEach(face -> face.show(read.options()).onFailure(refused -> LOG.atWarn()
                        .addKeyValue("fault", refused.toString())
                        .log("new certificate not shown")));
                LOG.atInfo().addKeyValue("file", files.certificate()).log("new certificate taken up");
            }
        } catch (Certificate.Unusable unusable) {
            // Also while one file has been written and the other not yet.
            var told = String.valueOf(unusable.getMessage());
            if (!told.equals(fault)) {
                fault = told;
                LOG.atWarn().addKeyValue("fault", told).log("certificate not renewed; the one before is still shown");
            }
        }
    }
}

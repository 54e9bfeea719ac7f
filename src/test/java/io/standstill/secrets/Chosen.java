package io.standstill.secrets;

import io.standstill.testing.Disclosed;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The secrets of the run, odd enough that each way of writing them is another one. */
final class Chosen {

    static final String FELDERA_KEY = "apikey:Fe1dera/K3y+o=dd&Q7";
    static final String NOMAD_PASSWORD = "n0mad&<Pa\"ss>+w/or d'7";
    static final String STORM_PASSWORD = "st0rm \"Pass&word\" <%2F>+é9";
    static final String MEMORIES_KEY = "sk-mavi-M3m/0ries+Key&<1>==";
    static final String CALLBACK_OLD = "cb-0ld+se/cret&~8 Zz";
    static final String CALLBACK_NEW = "cb-n3w+se/cret&~9 Yy";
    static final String CALLBACK_WRONG = "cb-wr0ng-guess-Xx41";
    static final String DATABASE_PASSWORD = "db-Pa/ss+w0rd&<7>";
    static final String TOKEN = "ops-T0ken/4+tell=ing";
    static final String TOKEN_WRONG = "ops-n0-such-token-5cD1";
    static final String QUERY = "qu3ry+tok/en-77&x";

    private Chosen() {}

    /** From the beginning each of them is sought. */
    static Disclosed sought() {
        var disclosed = new Disclosed();
        disclosed.secret("feldera", FELDERA_KEY);
        disclosed.secret("nomad", NOMAD_PASSWORD);
        disclosed.secret("storm", STORM_PASSWORD);
        disclosed.secret("memories", MEMORIES_KEY);
        disclosed.secret("callback, old", CALLBACK_OLD);
        disclosed.secret("callback, new", CALLBACK_NEW);
        disclosed.secret("callback, wrong", CALLBACK_WRONG);
        disclosed.secret("database", DATABASE_PASSWORD);
        disclosed.secret("token", TOKEN);
        disclosed.secret("token, wrong", TOKEN_WRONG);
        disclosed.secret("query", QUERY);
        return disclosed;
    }

    /** As it can stand in a URL. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

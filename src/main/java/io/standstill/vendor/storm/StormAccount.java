package io.standstill.vendor.storm;

import io.standstill.domain.Finding;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Trace;
import io.standstill.vendor.Account;
import io.standstill.vendor.Advice;
import io.standstill.vendor.Ask;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Paths;
import io.standstill.vendor.Returned;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Session;
import io.standstill.vendor.Span;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Ticker;
import io.standstill.vendor.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One user of one Storm cluster. */
final class StormAccount implements Account, Lists {

    private static final String STREAMS = "/api/cluster/streams";
    private static final String TOPOLOGY = "/api/cluster/topology";
    private static final List<String> SECRET_FIELDS = List.of("accessToken", "refreshToken", "token", "password");

    /** A list that goes on beyond is not read to its end, and so not whole. */
    private static final int MOST_PAGES = 200;

    private final Terms terms;
    private final String username;
    private final StormLine line;
    private final Commands commands;

    StormAccount(Vertx vertx, Ticker ticker, Terms terms, String username, Secret password) {
        this.terms = terms;
        this.username = username;
        var wire = new Wire(vertx, ticker, terms.url(), new Blotter(List.of(password), SECRET_FIELDS));
        var login = new StormLogin(wire, ticker, username, password);
        this.line = new StormLine(wire, new Session(login, ticker, StormLogin.PAUSE_AFTER_FAILURE), ticker);
        this.commands = new StormCommands(line);
    }

    @Override
    public String vendor() {
        return Storm.NAME;
    }

    @Override
    public Policy policy() {
        return terms.policy();
    }

    @Override
    public String seenAs() {
        return terms.url() + " user " + username;
    }

    /** However they are escaped, whatever stands in between takes these for a way up, to another of the vendor's calls. */
    @Override
    public Optional<String> faultOfId(String id) {
        return id.equals(".") || id.equals("..")
                ? Optional.of("a stream key that is more than dots was expected")
                : Optional.empty();
    }

    // ---- the stop

    @Override
    public Future<Returned<Reply>> stop(String id, Mode mode) {
        return line.call(StormCommands.ask(id, new JsonObject().put("command", "delete")))
                .map(exchange -> Returned.of(exchange, Trace.Source.ANSWER, StormAnswers.toStop(exchange)));
    }

    @Override
    public Optional<Commands> commands() {
        return Optional.of(commands);
    }

    // ---- looks

    @Override
    public Future<Returned<Reading>> look(String id) {
        var span = line.span();
        return line.call(Ask.get(stream(id)), span)
                .compose(exchange -> StormAnswers.saysUnknown(exchange)
                        ? crossChecked(id, exchange, span)
                        : Future.succeededFuture(
                                Returned.of(exchange, Trace.Source.LOOK, StormReadings.of(exchange, id))));
    }

    /** An absence counts only beside a list of the same look that answers, and neither shows it nor nothing at all. */
    private Future<Returned<Reading>> crossChecked(String id, Exchange absence, Span span) {
        return line.call(StormPage.ask(1), span).compose(control -> {
            var page = StormPage.of(control, 1);
            var listed = page.readings().get(id);
            if (listed != null) {
                return told(absence, control, StormReadings.absentYetListed(listed));
            }
            if (page.fault() != null) {
                return told(absence, control, new Reading.Absent(Reading.Control.FAILED));
            }
            if (!page.readings().isEmpty()) {
                return told(absence, control, new Reading.Absent(Reading.Control.OTHERS));
            }
            return line.call(Ask.get(TOPOLOGY), span).compose(topology -> told(absence, topology, beside(topology)));
        });
    }

    /** A cluster without any stream must at least show that it is whole. */
    private static Reading beside(Exchange topology) {
        return new Reading.Absent(
                StormReadings.showsMembers(topology) ? Reading.Control.EMPTY : Reading.Control.FAILED);
    }

    /** The evidence is what was read of the stream; whoever asked to be left alone is. */
    private static Future<Returned<Reading>> told(Exchange absence, Exchange control, Reading reading) {
        return Future.succeededFuture(new Returned<>(reading, control.retryAfter(), absence.trace(Trace.Source.LOOK)));
    }

    @Override
    public Optional<Lists> lists() {
        return Optional.of(this);
    }

    @Override
    public Future<Returned<Listing>> list() {
        return pagesFrom(1, new HashMap<>(), line.span());
    }

    /** It names streams by their key, and leaves out the {@code data.id} that each publication has anew. */
    @Override
    public boolean tellsLives() {
        return false;
    }

    private Future<Returned<Listing>> pagesFrom(int number, Map<String, Reading> readings, Span span) {
        return line.call(StormPage.ask(number), span).compose(exchange -> {
            var page = StormPage.of(exchange, number);
            var before = readings.size();
            readings.putAll(page.readings());
            if (page.fault() != null) {
                return listed(exchange, readings, page.fault());
            }
            // Where the vendor does not say, a page that brings nothing new was the last; where it says that there is
            // more, such a page makes no sense.
            var broughtNothing = readings.size() == before;
            if (Boolean.TRUE.equals(page.last()) || (page.last() == null && broughtNothing)) {
                return listed(exchange, readings, null);
            }
            if (broughtNothing || number == MOST_PAGES) {
                return listed(exchange, readings, "the vendor's list does not come to an end");
            }
            return pagesFrom(number + 1, readings, span);
        });
    }

    private static Future<Returned<Listing>> listed(
            Exchange exchange, Map<String, Reading> readings, @Nullable String fault) {
        return Future.succeededFuture(Returned.of(exchange, Trace.Source.LOOK, new Listing(readings, fault)));
    }

    // ---- the account

    @Override
    public Future<List<Finding>> check() {
        return line.call(StormPage.ask(1)).map(exchange -> {
            var fault = StormPage.of(exchange, 1).fault();
            return fault == null
                    ? List.of()
                    : List.of(Advice.unlisted("streams", fault, StormAnswers.advice(exchange)));
        });
    }

    /** Where a stream is; its key is users' text. */
    static String stream(String streamKey) {
        return STREAMS + "/" + Paths.segment(streamKey);
    }

    @Override
    public Optional<Wire.Told> clock() {
        return line.clock();
    }

    @Override
    public void close() {
        line.close();
    }
}

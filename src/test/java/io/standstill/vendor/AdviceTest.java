package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What befell a call decides what is advised, whatever the words for it are. */
class AdviceTest {

    private static String on(Fault fault) {
        return Advice.on(Exchange.faulty(fault), "password", "/api");
    }

    @ParameterizedTest
    @CsvSource({
        "UNKNOWN_HOST,  'See whether url is spelt right'",
        "NO_CONNECTION, 'See whether url names the right host and port'",
        "NOT_SECURE,    'See whether url should begin with http instead'",
        "LATE,          'See whether a firewall swallows the calls'",
        "BROKE,         'Ask again; '",
        "TOO_LARGE,     'Ask again; '",
    })
    void each_fault_of_a_call_has_its_own(Fault.OfCall fault, String advice) {
        assertThat(on(fault)).startsWith(advice);
    }

    @Test
    void a_refused_login_is_for_a_person_to_try() {
        assertThat(on(new Fault.OfLogin(401, "the vendor answered 401")))
                .startsWith("Log in at the vendor as this user once: see whether the password is right");
    }
}

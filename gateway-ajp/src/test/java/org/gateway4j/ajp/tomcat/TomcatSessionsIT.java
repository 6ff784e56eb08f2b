package org.gateway4j.ajp.tomcat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;

/** Who a client is, told by a cookie and by Tomcat's own form login. */
@OverEachTomcat
class TomcatSessionsIT extends TomcatTest {

    @Test
    void eachClientHasItsSession() throws Exception {
        Browser one = new Browser(gateway());
        Browser other = new Browser(gateway());
        for (int visit = 1; visit <= 3; visit++) {
            assertEquals("visit " + visit, one.get("/session").body());
            assertEquals("visit " + visit, other.get("/session").body());
        }
        assertEquals(Set.of("JSESSIONID", "first", "second"), one.cookies().keySet());
        assertNotEquals(one.cookies().get("JSESSIONID"), other.cookies().get("JSESSIONID"));
        assertOneConnection();
    }

    @Test
    void loginLeadsBackToThePage() throws Exception {
        Browser browser = new Browser(gateway());
        assertEquals("who are you?", browser.get("/members/list?all").body());
        String before = browser.cookies().get("JSESSIONID");

        Answer login = browser.submit("/members/j_security_check", "j_username=ann&j_password=p%C3%A4ss");

        assertTrue(Set.of(302, 303).contains(login.status()), () -> "" + login.status());
        assertTrue(login.header("Location").endsWith("/members/list?all"), login.header("Location"));
        assertNotEquals(before, browser.cookies().get("JSESSIONID"));
        assertEquals(
                "GET /list by ann, FORM, true, ",
                browser.get("/members/list?all").body());
        assertEquals(
                "GET /more by ann, FORM, true, ", browser.get("/members/more").body());
        assertOneConnection();
    }

    /** Tomcat keeps what was posted and serves it, body and all, when the client comes back by GET. */
    @Test
    @Covers("ajp/tomcat-login")
    void postIsServedAfterTheLogin() throws Exception {
        Browser browser = new Browser(gateway());
        assertEquals("who are you?", browser.submit("/members/order", "item=7").body());
        browser.submit("/members/j_security_check", "j_username=ann&j_password=p%C3%A4ss");

        assertEquals(
                "POST /order by ann, FORM, true, item=7",
                browser.get("/members/order").body());

        assertEquals(
                "GET /order by ann, FORM, true, ", browser.get("/members/order").body());
        assertOneConnection();
    }

    @Test
    void wrongPasswordLeadsNowhere() throws Exception {
        Browser browser = new Browser(gateway());
        browser.get("/members/list");
        Answer refused = browser.submit("/members/j_security_check", "j_username=ann&j_password=wrong");
        assertEquals(403, refused.status());
        assertEquals("nobody", refused.body());
        assertEquals("who are you?", browser.get("/members/list").body());
        assertOneConnection();
    }
}

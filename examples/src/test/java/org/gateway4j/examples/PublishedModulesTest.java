package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The poms have what Maven Central asks for, and the BOM names each module that is published. */
class PublishedModulesTest {

    private static final Path ROOT = Path.of("..");
    private static final String BOM = "bom";

    private final XPath xpath = XPathFactory.newInstance().newXPath();

    @Test
    void theBomNamesEachPublishedModuleInItsOwnVersion() throws Exception {
        Document bom = pom(BOM);
        Set<String> published = published();

        String managed = "/project/dependencyManagement/dependencies/dependency";
        assertEquals(published, new TreeSet<>(texts(bom, managed + "/artifactId")));
        assertEquals(Set.of("${project.version}"), Set.copyOf(texts(bom, managed + "/version")));
    }

    @Test
    void theReportsAreMadeOfEachPublishedModule() throws Exception {
        String own = "/project/dependencies/dependency[groupId='org.gateway4j']/artifactId";

        assertEquals(published(), new TreeSet<>(texts(pom("reports"), own)));
    }

    /** It has no parent, so nothing but this test holds it to the version of the others. */
    @Test
    void theBomSaysOfItselfWhatTheParentSays() throws Exception {
        Document parent = pom("");
        Document bom = pom(BOM);

        for (String fact : List.of("groupId", "version", "url", "licenses", "developers", "scm")) {
            assertFalse(text(parent, "/project/" + fact).isEmpty(), fact);
            assertEquals(text(parent, "/project/" + fact), text(bom, "/project/" + fact), fact);
        }
    }

    @Test
    void eachModuleHasANameAndADescription() throws Exception {
        for (String module : modules()) {
            Document pom = pom(module);
            assertTrue(text(pom, "/project/name").startsWith("Gateway4j "), module);
            assertTrue(text(pom, "/project/description").endsWith("."), module);
        }
    }

    @Test
    void noPomNamesARepository() throws Exception {
        List<String> poms = new ArrayList<>(modules());
        poms.add("");
        for (String module : poms) {
            Document pom = pom(module);
            for (String element : List.of("repositories", "pluginRepositories", "distributionManagement")) {
                assertEquals(List.of(), texts(pom, "/project//" + element), module);
            }
        }
    }

    private Set<String> published() throws Exception {
        Set<String> published = new TreeSet<>();
        for (String module : modules()) {
            Document pom = pom(module);
            if (text(pom, "/project/packaging").isEmpty() && !isSkipped(pom)) {
                published.add(text(pom, "/project/artifactId"));
            }
        }
        assertFalse(published.isEmpty());
        return published;
    }

    private List<String> modules() throws Exception {
        List<String> modules = texts(pom(""), "/project/modules/module");
        assertTrue(modules.contains(BOM));
        return modules;
    }

    private boolean isSkipped(Document pom) throws Exception {
        return text(pom, "/project/properties/maven.deploy.skip").equals("true");
    }

    private static Document pom(String module) throws Exception {
        Path file = ROOT.resolve(module).resolve("pom.xml");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Files.newInputStream(file), file.toString());
    }

    private String text(Document pom, String path) throws Exception {
        return xpath.evaluate(path, pom).strip();
    }

    private List<String> texts(Document pom, String path) throws Exception {
        NodeList nodes = (NodeList) xpath.evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }
}

package org.gateway4j.cgi;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.Bytes;

/** A request as a script sees it. All texts are octet strings. */
record SeenRequest(String directory, List<String> arguments, Map<String, String> variables, String input) {

    /** Takes the answer of a dumping script apart. */
    static SeenRequest of(Answer answer) {
        String text = Bytes.text(answer.bytes());
        int end = text.indexOf("\0\0");
        List<String> fields = Arrays.asList(text.substring(0, end).split("\0", -1));
        int arguments = 2 + Integer.parseInt(fields.get(1));
        Map<String, String> variables = new TreeMap<>();
        for (String variable : fields.subList(arguments, fields.size())) {
            int equals = variable.indexOf('=');
            variables.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return new SeenRequest(fields.get(0), fields.subList(2, arguments), variables, text.substring(end + 2));
    }

    /** The value of a variable, or null. */
    String variable(String name) {
        return variables.get(name);
    }
}

package org.gateway4j.examples.hosts;

import org.gateway4j.contract.example.PhpExampleContract;

/** Spring Boot, as the README of the example starts it. */
class SpringBootPhpIT extends PhpExampleContract {}

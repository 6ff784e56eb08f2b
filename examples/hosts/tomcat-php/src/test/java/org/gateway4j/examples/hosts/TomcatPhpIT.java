package org.gateway4j.examples.hosts;

import org.gateway4j.contract.example.PhpExampleContract;

/** Tomcat, as the README of the example starts it. */
class TomcatPhpIT extends PhpExampleContract {}

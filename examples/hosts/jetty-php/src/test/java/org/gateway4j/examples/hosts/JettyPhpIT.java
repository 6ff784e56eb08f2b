package org.gateway4j.examples.hosts;

import org.gateway4j.contract.example.PhpExampleContract;

/** Jetty, as the README of the example starts it. */
class JettyPhpIT extends PhpExampleContract {}

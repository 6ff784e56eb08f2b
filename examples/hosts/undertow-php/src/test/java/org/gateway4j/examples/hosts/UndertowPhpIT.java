package org.gateway4j.examples.hosts;

import org.gateway4j.contract.example.PhpExampleContract;

/** Undertow, as the README of the example starts it. */
class UndertowPhpIT extends PhpExampleContract {}

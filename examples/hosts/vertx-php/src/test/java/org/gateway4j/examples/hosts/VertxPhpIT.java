package org.gateway4j.examples.hosts;

import org.gateway4j.contract.example.PhpExampleContract;

/** Vert.x, as the README of the example starts it. */
class VertxPhpIT extends PhpExampleContract {}

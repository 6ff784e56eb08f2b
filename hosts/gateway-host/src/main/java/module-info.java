/** What the adapters to all host servers share. */
module org.gateway4j.host {
    requires transitive org.gateway4j;
    requires org.slf4j;

    exports org.gateway4j.host;
}

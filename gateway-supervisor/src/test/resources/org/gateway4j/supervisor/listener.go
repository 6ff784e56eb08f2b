// A FastCGI application on net/http/fcgi that listens where its first argument says.
package main

import (
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/fcgi"
	"os"
	"strings"
	"time"
)

func pid(response http.ResponseWriter, _ *http.Request) {
	fmt.Fprint(response, os.Getpid())
}

func exit(http.ResponseWriter, *http.Request) {
	os.Exit(3)
}

func work(response http.ResponseWriter, request *http.Request) {
	duration, _ := time.ParseDuration(request.URL.Query().Get("ms") + "ms")
	time.Sleep(duration)
	fmt.Fprint(response, "done by ", os.Getpid())
}

func main() {
	network := "unix"
	if strings.HasPrefix(os.Args[1], "127.") {
		network = "tcp"
	}
	listener, err := net.Listen(network, os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/pid", pid)
	http.HandleFunc("/exit", exit)
	http.HandleFunc("/work", work)
	log.Fatal(fcgi.Serve(listener, nil))
}

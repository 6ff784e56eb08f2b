// A FastCGI application on net/http/fcgi.
package main

import (
	"fmt"
	"hash/crc32"
	"io"
	"log"
	"net/http"
	"net/http/fcgi"
	"os"
	"strings"
	"syscall"
)

func hello(response http.ResponseWriter, request *http.Request) {
	fmt.Fprintf(response, "%s %s", request.Method, request.URL.RawQuery)
}

func echo(response http.ResponseWriter, request *http.Request) {
	io.Copy(response, request.Body)
}

func upload(response http.ResponseWriter, request *http.Request) {
	crc := crc32.NewIEEE()
	length, err := io.Copy(crc, request.Body)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(response, "%d %d", length, crc.Sum32())
}

func early(response http.ResponseWriter, _ *http.Request) {
	io.WriteString(response, "early")
}

func exit(http.ResponseWriter, *http.Request) {
	os.Exit(1)
}

func crash(http.ResponseWriter, *http.Request) {
	syscall.Kill(syscall.Getpid(), syscall.SIGABRT)
	select {}
}

func crashInBody(response http.ResponseWriter, request *http.Request) {
	response.Header().Set("Content-Length", "200000")
	io.WriteString(response, strings.Repeat("x", 100000))
	response.(http.Flusher).Flush()
	crash(response, request)
}

func main() {
	http.HandleFunc("/hello", hello)
	http.HandleFunc("/echo", echo)
	http.HandleFunc("/upload", upload)
	http.HandleFunc("/early", early)
	http.HandleFunc("/exit", exit)
	http.HandleFunc("/crash", crash)
	http.HandleFunc("/crash-in-body", crashInBody)
	log.Fatal(fcgi.Serve(nil, nil))
}

#!/usr/bin/perl
# A CGI program that does what a test says, over the socket in RELAY_SOCKET. It sends its environment, then obeys
# commands of one letter and a number of 32 bits:
# O: write so many following bytes to the output, E: to the error output, R: read at most so many bytes of the input and
# send their number and them, X: exit with that status, K: end by that signal.
use strict;
use warnings;
use Socket;

socket(my $test, PF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
connect($test, sockaddr_un($ENV{RELAY_SOCKET})) or die "connect: $!";

sub put {
    my ($to, $bytes) = @_;
    for (my $at = 0; $at < length $bytes;) {
        $at += syswrite($to, $bytes, length($bytes) - $at, $at) // exit 1;
    }
}

sub get {
    my ($length) = @_;
    my $bytes = '';
    while (length $bytes < $length) {
        sysread($test, $bytes, $length - length $bytes, length $bytes) or exit 1;
    }
    return $bytes;
}

my $environment = join '', map { "$_=$ENV{$_}\0" } keys %ENV;
put($test, pack('N', length $environment) . $environment);

while (1) {
    my ($command, $number) = unpack 'a N', get(5);
    if ($command eq 'O' or $command eq 'E') {
        while ($number > 0) {
            my $piece = get($number < 65536 ? $number : 65536);
            put($command eq 'O' ? \*STDOUT : \*STDERR, $piece);
            $number -= length $piece;
        }
    } elsif ($command eq 'R') {
        my $count = sysread(STDIN, my $piece, $number);
        put($test, pack('N', $count // 0) . $piece);
    } elsif ($command eq 'K') {
        kill $number, $$;
    } else {
        exit $number;
    }
}

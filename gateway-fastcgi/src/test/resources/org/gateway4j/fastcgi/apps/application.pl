# A FastCGI application on Perl's FCGI.
use strict;
use warnings;
use Compress::Raw::Zlib qw(crc32);
use FCGI;
use POSIX ();

my $request = FCGI::Request();

my %respond = (
    '/hello' => sub { head(); print "$ENV{REQUEST_METHOD} $ENV{QUERY_STRING}" },
    '/echo'  => sub {
        head();
        while (read(STDIN, my $piece, 8192)) { print $piece }
    },
    '/upload' => sub {
        my ($length, $crc) = (0, 0);
        while (my $count = read(STDIN, my $piece, 8192)) {
            $length += $count;
            $crc = crc32($piece, $crc);
        }
        head();
        print "$length $crc";
    },
    '/early'         => sub { head(); print 'early' },
    '/exit'          => sub { POSIX::_exit(1) },
    '/crash'         => sub { POSIX::abort() },
    '/crash-in-body' => sub {
        print "Content-Type: text/plain\r\nContent-Length: 200000\r\n\r\n", 'x' x 100000;
        $request->Flush();
        POSIX::abort();
    },
);

sub head {
    print "Content-Type: text/plain\r\n\r\n";
}

while ($request->Accept() >= 0) {
    $respond{ $ENV{PATH_INFO} }->();
}

# supervise.pl SOCKET COUNT COMMAND...: listens on a Unix socket and keeps processes running that accept on it as
# descriptor 0, as FastCGI applications do. What they leave behind stays beside the socket.
use strict;
use warnings;
use File::Basename qw(dirname);
use IO::Socket::UNIX;

my ($socket, $count, @command) = @ARGV;
# Whoever waits for the file can connect as soon as it is there: a socket that is bound and does not listen yet refuses.
my $listener = IO::Socket::UNIX->new(Local => "$socket.new", Listen => 128) or die "$socket: $!";
rename("$socket.new", $socket) or die "rename $socket: $!";
open(STDIN, '<&', $listener) or die "descriptor 0: $!";
chdir(dirname($socket)) or die "chdir: $!";

my %workers;
$SIG{TERM} = sub {
    kill('KILL', keys %workers);
    exit;
};
while (1) {
    while (keys %workers < $count) {
        my $worker = fork() // die "fork: $!";
        if ($worker == 0) {
            exec({ $command[0] } @command) or die "$command[0]: $!";
        }
        $workers{$worker} = 1;
    }
    delete $workers{ wait() };
}

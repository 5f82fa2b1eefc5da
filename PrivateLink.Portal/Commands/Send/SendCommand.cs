using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Hosting;

namespace PrivateLink.Portal.Commands.Send;

/// <summary>The command <c>send</c>: acts as a cloud towards a listener.</summary>
public static class SendCommand
{
    private const int NotRelayed = 1;

    public static Command Create()
    {
        var options = new SendOptions();
        var command = new Command("send", "Acts as a cloud's load balancer: opens a TLS connection to a listener with a PROXY header in front and reports the result.");
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(options, parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(SendOptions options, ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            await parsed.InvocationConfiguration.Error.WriteLineAsync($"'{unknown}' is not an option of send; send --help lists them.");
            return ExitCode.Settings;
        }

        var request = options.ReadFrom(parsed);
        return parsed.GetValue(options.Listen) is { } listen
            ? await ForwardAsync(request, listen, output, cancellation)
            : await SendOnceAsync(request, output, cancellation);
    }

    private static async Task<int> SendOnceAsync(SendRequest request, TextWriter output, CancellationToken cancellation)
    {
        await output.WriteLineAsync($"To {request.ToInWords} with {request.HeadersInWords}{NameInWords(request.Host)}");
        var outcome = await SendAttempt.RunAsync(request, cancellation);
        await output.WriteLineAsync(outcome.Text);
        return outcome.Succeeded ? 0 : NotRelayed;
    }

    private static string NameInWords(string? host) => host switch
    {
        null => "",
        "" => ", no server name",
        _ => $", server name {host}",
    };

    private static async Task<int> ForwardAsync(SendRequest request, IPEndPoint listen, TextWriter output, CancellationToken cancellation)
    {
        using var forwarder = new SendForwarder(request, listen, output);
        try
        {
            forwarder.Start();
        }
        catch (SocketException exception)
        {
            await output.WriteLineAsync($"Cannot listen on {listen}: {exception.Message}.");
            return NotRelayed;
        }

        await output.WriteLineAsync(
            $"""
            Listening on {forwarder.Address}. Each connection goes to {request.ToInWords} with {request.HeadersInWords}. Ctrl+C stops.
            Try:  openssl s_client -brief -connect {forwarder.Address} {(request.Host is "" ? "-noservername" : $"-servername {request.Host ?? DemoNames.MegacorpHost}")}
            """);
        await forwarder.RunAsync(cancellation);
        return 0;
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Text;
using PrivateLink.Protocol;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>A command that repeats a connection.</summary>
/// <param name="Where">Where to run it.</param>
/// <param name="Text">The command, ready for a POSIX shell.</param>
public sealed record ReproduceCommand(string Where, string Text)
{
    private const string Forwarder = "127.0.0.1:9443";

    private static readonly IPAddress[] Everywhere = [IPAddress.Any, IPAddress.IPv6Any];

    /// <param name="connection">The connection.</param>
    /// <param name="listener">The listener, if the caller may know it.</param>
    /// <param name="forCompany">Whether the reader can reach the engine's own ports.</param>
    public static IEnumerable<ReproduceCommand> Of(ConnectionView connection, ListenerFacts? listener, bool forCompany)
    {
        if (forCompany && listener?.Address is { } address)
            yield return connection is { Host: null, FirstBytes: { } bytes } && IsWhole(connection)
                ? new("On the engine's machine, with the same first bytes", Bytes(bytes, Reachable(address)))
                : new("On the engine's machine, in place of the load balancer", Send(connection, listener, Reachable(address)));
        if (forCompany && listener?.Address is not null && ForwardedName(connection) is { } odd)
            yield return new("In a second terminal there", $"openssl s_client -brief -connect {Forwarder} -servername {ShellText.Word(odd)} </dev/null");
        if (NameOf(connection) is { } name) yield return new(Place(connection, forCompany), OpenSsl(connection, name));
    }

    /// <summary>
    /// The endpoint may be hidden, and then its address is hidden too. With the host name, the command uses the reader's own network path.
    /// </summary>
    private static string Place(ConnectionView connection, bool forCompany) => (forCompany, connection) switch
    {
        (true, _) => "In the customer's network",
        (_, { HiddenLink: { } hidden }) => $"In your network, through your own endpoint: the connection came through {hidden}",
        _ => "In your network",
    };

    private static string Send(ConnectionView connection, ListenerFacts listener, IPEndPoint address)
    {
        List<string> words = ["./privatelink-send", "--to", address.ToString()];
        AddHeader(words, connection, listener);
        if (NameOf(connection) is { } name) words.AddRange(["--host", name]);
        else if (ForwardedName(connection) is not null) words.AddRange(["--listen", Forwarder]);
        else if (connection.Reason is Reason.HeaderMissing or Reason.NameMissing) words.Add("--no-name");
        return string.Join(' ', words.Select((word, index) => index == 0 || word.StartsWith("--", StringComparison.Ordinal) ? word : ShellText.Word(word)));
    }

    private static IPEndPoint Reachable(IPEndPoint address) => Everywhere.Contains(address.Address)
        ? new IPEndPoint(address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, address.Port)
        : address;

    /// <summary>No ordinary client makes a connection that breaks a protocol rule. So the command sends the raw bytes.</summary>
    private static string Bytes(string hex, IPEndPoint to) =>
        string.Create(CultureInfo.InvariantCulture, $"printf %s {ShellText.Word(hex)} | xxd -r -p | nc -w 2 {ShellText.Word(to.Address.ToString())} {to.Port} | xxd");

    private static void AddHeader(List<string> words, ConnectionView connection, ListenerFacts listener)
    {
        if (!listener.TakesHeader || connection.Reason is Reason.HeaderMissing)
        {
            words.Add("--no-header");
            return;
        }

        if (connection.Reason == Reason.HealthCheck)
        {
            words.Add("--local");
            return;
        }

        if (connection.LinkId is { } link) words.AddRange([SendOption.Of(link.Cloud), link.ToString()]);
        else if (connection is { LinkKind: LinkIdentityKind.Malformed, LinkTlv: { } tlv }) words.AddRange(["--tlv", tlv]);
        else if (connection is { LinkKind: LinkIdentityKind.Ambiguous, FirstBytes: { } bytes } && LinkTlvs(bytes) is { Length: > 0 } tlvs) words.AddRange(["--tlv", tlvs]);
        if (connection.NestedLinkId is { } nested) words.AddRange([SendOption.NestedOf(nested.Cloud), nested.ToString()]);
        if (connection.Source is { } source) words.AddRange(["--source", source.ToString()]);
        if (connection.Destination is { } destination) words.AddRange(["--destination", destination.ToString()]);
    }

    /// <summary>The record's own TLV is only the first of them.</summary>
    private static string LinkTlvs(string firstBytes)
    {
        if (ProxyProtocolParser.Parse(Convert.FromHexString(firstBytes), out var header, out _) != ParseStatus.Done) return "";
        var found = new StringBuilder();
        var tlvs = new TlvReader(header.Tlvs);
        while (tlvs.Read())
        {
            var type = tlvs.Type;
            if (KnownClouds.All.Any(cloud => cloud.Header.TlvType == type)) found.Append(Convert.ToHexStringLower(tlvs.Raw));
        }

        return found.ToString();
    }

    private static string OpenSsl(ConnectionView connection, string name)
    {
        var to = connection.Destination?.ToString() ?? $"{name}:443";
        return $"openssl s_client -brief -connect {ShellText.Word(to)} -servername {ShellText.Word(name)} </dev/null";
    }

    /// <summary>A command can only use a valid host name.</summary>
    private static string? NameOf(ConnectionView connection) => connection.Host;

    /// <summary>A name that .NET's TLS does not send. OpenSSL sends it through the forwarder.</summary>
    private static string? ForwardedName(ConnectionView connection) =>
        connection is { Host: null, Reason: Reason.NameInvalid, ServerName: { Length: > 0 } name } && !IsWhole(connection) ? name : null;

    private static bool IsWhole(ConnectionView connection) => connection.FirstBytes is { Length: < 2 * ConnectionDecision.MostFirstBytes };
}

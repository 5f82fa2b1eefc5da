using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.Commands.Send;

/// <summary>The options of <c>send</c>, which form a <see cref="SendRequest"/>.</summary>
public sealed class SendOptions
{
    private readonly Option<EndPoint> _to = new("--to")
    {
        Description = "The listener.",
        HelpName = "host:port",
        Required = true,
        CustomParser = SendOptionParsers.HostAndPort,
    };

    private readonly Option<LinkId?>[] _links =
        [.. KnownClouds.All.Select(cloud => Link(cloud, SendOption.Of(cloud.Provider), $"Act as {cloud.Words.Name}: the {cloud.Words.LinkId}."))];

    private readonly Option<bool> _local = new("--local") { Description = "Act as a health check: send a LOCAL header." };
    private readonly Option<bool> _noHeader = new("--no-header") { Description = "Connect without a load balancer: send no header." };

    private readonly Option<LinkId?>[] _nested =
        [.. KnownClouds.All.Select(cloud => Link(cloud, SendOption.NestedOf(cloud.Provider), $"Add a second header after the first, as a client may forge it, with this {cloud.Words.Identity}."))];

    private readonly Option<byte[]?> _tlv = new("--tlv")
    {
        Description = "TLVs to put into the header as they are, for example the malformed link ID of a record.",
        HelpName = "hex",
        CustomParser = SendOptionParsers.Tlvs,
    };

    private readonly Option<bool> _checksum = new("--crc") { Description = "Add a CRC32C checksum to the header." };
    private readonly Option<IPEndPoint> _source = Address("--source", "10.0.20.15:40000", "The client's address in the header.");
    private readonly Option<IPEndPoint> _destination = Address("--destination", "10.0.10.63:443", "The address the client connected to, in the header.");

    private readonly Option<string?> _host = new("--host") { Description = "The server name (SNI) to request. Without it, only the header is sent.", HelpName = "name" };
    private readonly Option<bool> _noName = new("--no-name") { Description = "Open a TLS connection without a server name." };
    private readonly Option<string?> _message = new("--message") { Description = "A line to send after the handshake instead of an HTTP request.", HelpName = "text" };

    /// <summary>The local address to forward from, instead of sending once.</summary>
    public Option<IPEndPoint?> Listen { get; } = new("--listen")
    {
        Description = "Forward each connection to this local port with the header in front, until Ctrl+C.",
        HelpName = "address:port",
        CustomParser = SendOptionParsers.Address,
    };

    public void AddTo(Command command)
    {
        Option[] options =
        [
            _to, _host, _noName, .. _links, _local, _noHeader, .. _nested, _tlv, _checksum, _source, _destination, _message, Listen,
        ];
        foreach (var option in options) command.Add(option);
        command.Validators.Add(OnlyOneBeginning);
        command.Validators.Add(OnlyOneName);
        command.Validators.Add(MessageNeedsHost);
    }

    public SendRequest ReadFrom(ParseResult parsed) => new()
    {
        To = parsed.GetRequiredValue(_to),
        Host = parsed.GetValue(_host) ?? (parsed.GetValue(_noName) ? "" : null),
        Message = parsed.GetValue(_message),
        Headers = [.. HeadersOf(parsed)],
    };

    private IEnumerable<PlayedHeader> HeadersOf(ParseResult parsed)
    {
        var addresses = new PlayedHeader
        {
            Source = NetworkAddress.From(parsed.GetRequiredValue(_source)),
            Destination = NetworkAddress.From(parsed.GetRequiredValue(_destination)),
            Checksum = parsed.GetValue(_checksum),
            TlvsBeside = parsed.GetValue(_tlv),
        };
        if (!parsed.GetValue(_noHeader))
            yield return parsed.GetValue(_local)
                ? PlayedHeader.Local with { Checksum = addresses.Checksum }
                : addresses with { LinkId = _links.Select(parsed.GetValue).FirstOrDefault(link => link is not null) };
        foreach (var nested in _nested)
            if (parsed.GetValue(nested) is { } forged) yield return addresses with { LinkId = forged };
    }

    private void OnlyOneBeginning(CommandResult result)
    {
        Option[] beginnings = [.. _links, _local, _noHeader];
        var given = beginnings.Where(option => result.GetResult(option) is not null).ToList();
        if (given.Count > 1) result.AddError($"{string.Join(" and ", given.Select(option => option.Name))} exclude each other: a connection has one load balancer.");
    }

    private void OnlyOneName(CommandResult result)
    {
        if (result.GetResult(_host) is not null && result.GetResult(_noName) is not null) result.AddError("--host and --no-name exclude each other.");
    }

    private void MessageNeedsHost(CommandResult result)
    {
        if (result.GetResult(_message) is not null && result.GetResult(_host) is null && result.GetResult(_noName) is null)
            result.AddError("--message needs --host or --no-name: otherwise there is no TLS connection to send it on.");
    }

    private static Option<LinkId?> Link(ICloud cloud, string name, string description) => new(name)
    {
        Description = description,
        HelpName = cloud.Header.LinkIdForm,
        CustomParser = result => SendOptionParsers.Link(cloud.Provider, result),
    };

    private static Option<IPEndPoint> Address(string name, string standard, string description) => new(name)
    {
        Description = description,
        HelpName = "address:port",
        DefaultValueFactory = _ => IPEndPoint.Parse(standard),
        CustomParser = result => SendOptionParsers.Address(result)!,
    };
}

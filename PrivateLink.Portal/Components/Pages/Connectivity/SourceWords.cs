using System.Globalization;
using System.Net;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.Components.Pages.Connectivity;

/// <summary>The sentences about an address, for its reader.</summary>
internal sealed record SourceWords(KnownSource Known, bool IsCompany)
{
    private const int MostNamed = 3;

    private static readonly AddressRange[] Private = [.. ((string[])["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7"]).Select(RangeOf)];

    /// <summary>Tenants see only connections to their own hosts.</summary>
    private string ToOwn => IsCompany ? "" : " to your hosts";

    public string Sentence => Known switch
    {
        { Hostless: { } hostless } => $"{Known.Source} reached your endpoint {SafeText.Of(hostless.Link)}. Its last connection was denied: {hostless.Description.Title}.",
        { IsSilent: true, Unserved.Count: > 0 } => $"No connection from {Known.Source}{ToOwn} is known. Over which endpoint should it come?",
        { IsSilent: true } => $"No connection from {Known.Source}{ToOwn} is known.",
        { LastConnection: { Outcome: Outcome.Denied } denied } => $"{Known.Source} reaches us. Its last connection{ToOwn} was denied: {denied.Description.Title}.",
        { LastConnection: { Outcome: Outcome.Failed } failed } => $"{Known.Source} reaches us. Its last connection{ToOwn} was allowed, but failed: {failed.Description.Title}.",
        { LastConnection: not null } => $"{Known.Source} reaches us. Its last connection{ToOwn} was allowed.",
        _ => $"{Known.Source} reaches us, but only with health checks and other connections that ask for nothing.",
    };

    /// <summary>Who must act; none if the last connection was allowed.</summary>
    public IReadOnlyList<UnknownActs> Acts => Known switch
    {
        { Hostless: { } hostless } => [new("You must act", hostless.Description.Remedy)],
        { IsSilent: true } =>
        [
            .. Known.Unserved.GroupBy(endpoint => endpoint.Service).Select(service => ActOf(service.Key, [.. service])),
            new(Known.Unserved.Count > 0 ? IsCompany ? "Otherwise the customer must act" : "Otherwise you must act" : IsCompany ? "The customer must act" : "You must act",
                "At the client, check that the host name resolves to the private endpoint, not to a public address. Then check the route and the security group. "
                + "If the client connects through NAT, check the address of the NAT here."),
        ],
        { LastConnection: { Outcome: Outcome.Denied } disabled } when ReadersRemedy.IsDisabled(disabled.Description) =>
            [new("The side that disabled it must act", "Open the last connection to see which side it is.")],
        { LastConnection: { Outcome: Outcome.Denied or Outcome.Failed } last } when ReadersRemedy.Of(last.Description, IsCompany) is { } remedy => [new(remedy.Lead.TrimEnd(':'), remedy.Text)],
        _ => [],
    };

    public string NoHolder => Known.LastConnection switch
    {
        null => "Not known: no connection with a link ID has arrived.",
        { LinkId: { } link } => $"No private endpoint in this portal has the link ID {link}.",
        { HiddenLink: { } hidden } => $"Not your own private endpoint: {hidden}.",
        { LinkKind: LinkIdentityKind.Malformed } => "Not known: the link ID of its last connection was malformed.",
        { LinkKind: LinkIdentityKind.Ambiguous } => "Not known: its last connection had more than one link ID.",
        _ => "Not known: its last connection had no link ID.",
    };

    public bool MayRepeat => IPAddress.TryParse(Known.Source, out var address) && Array.Exists(Private, range => range.Contains(NetworkAddress.From(new IPEndPoint(address, 0))));

    /// <summary>What the answer covers.</summary>
    public string Searched => string.Create(
        CultureInfo.InvariantCulture,
        $"Searched: connections{ToOwn} in memory and {(Known.SearchedAmong is { } among ? $"the newest {among:N0} stored connections" : "all stored connections")}"
        + $"{(IsCompany ? ", and, since this process started, the addresses that connect to a listener themselves, such as load balancers" : "")}.");

    /// <summary>Which host it asked for, and how it came.</summary>
    public static string PathOf(ConnectionView connection) =>
        ((connection.Host ?? connection.ServerName) is { } host ? $"for {SafeText.Of(host)}, " : "")
        + (connection.LinkId is { } link ? $"over {link}, " : connection.HiddenLink is { } hidden ? $"over {hidden}, " : "")
        + $"on listener {connection.Listener}";

    /// <summary>Nothing that the customer does makes a connection arrive where nothing listens.</summary>
    private UnknownActs ActOf(string? service, IReadOnlyList<UnservedEndpoint> endpoints)
    {
        var names = string.Join(" or ", endpoints.Take(MostNamed).Select(endpoint =>
            $"{(IsCompany ? $"{SafeText.Of(endpoint.Tenant)}'s " : "")}{KnownClouds.Of(endpoint.Cloud).Words.Name} {SafeText.Of(endpoint.Link)}"));
        var more = endpoints.Count > MostNamed ? $", or one of {Quantity.Count(endpoints.Count - MostNamed, "more endpoint")}" : "";
        var through = endpoints.Count == 1 ? "this endpoint" : "these endpoints";
        var what = IsCompany
            ? $"We have no listener for {SafeText.Of(service ?? "")}{(endpoints.All(endpoint => endpoint.NeverSeen) ? $", and nothing has ever come through {through}" : "")}. {VerdictWords.AddListener}"
            : $"Nothing can arrive yet through {through}, because the service has no listener.";
        return new($"If over {names}{more}, {(IsCompany ? "we" : "the company")} must act", what);
    }

    private static AddressRange RangeOf(string text) => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text);
}

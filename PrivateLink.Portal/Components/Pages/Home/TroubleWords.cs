using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>The sentences about outages, denials and failures, and the addresses of their connections, for one reader.</summary>
/// <param name="IsForTenant">Whether the reader belongs to a tenant.</param>
/// <param name="NowOf">What is known now about a connection that was not delivered.</param>
internal sealed record TroubleWords(bool IsForTenant, Func<ConnectionView, TroubleNow> NowOf)
{
    /// <summary>A delivery is the best proof that an outage has ended.</summary>
    public TroubleNow Of(Outage outage) => Of(outage.Cause, outage.Ended);

    /// <inheritdoc cref="Of(Outage)"/>
    public TroubleNow Of(TroublePattern pattern) => Of(pattern.Newest, pattern.Ended);

    /// <summary>The company's list contains items for itself and for customers, so each one says who must act. Nobody must act on what has ended.</summary>
    public string RemedyOf(ReasonDescription description, TroubleNow now, bool isCustomerKnown = true)
    {
        if (now.End is { } end) return end.How;
        if (ReadersRemedy.IsDisabled(description) && now.Disabled is null) return ReadersRemedy.WordsOf(description, isCompany: !IsForTenant);
        var remedy = now.Disabled is { } disabled ? ReadersRemedy.OfDisabled(description, disabled, isCompany: !IsForTenant) : ReadersRemedy.Of(description, isCompany: !IsForTenant);
        if (remedy is null) return "";
        if (IsForTenant) return remedy.Sentence;
        return isCustomerKnown ? $"{remedy.Lead} {remedy.Text}" : $"{remedy.ForUnknownClient.Lead} {remedy.Text}";
    }

    public static string HrefOf(ConnectionFilter filter, string? host, string? link, string? listener)
    {
        if (host is not null) filter = filter.Including(FilterField.Host, host);
        if (link is not null) filter = filter.Including(FilterField.Link, link);
        return ConnectionQuery.Href("connections", listener is null ? filter : filter.Including(FilterField.Listener, listener));
    }

    private TroubleNow Of(ConnectionView? connection, DateTimeOffset? delivered)
    {
        var now = connection is null ? TroubleNow.NotKnown : NowOf(connection);
        return delivered is { } at ? now with { End = TroubleEnd.OfDelivery(at) } : now;
    }
}

using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>
/// A change of mode towards Open, which allows clients that the customer denied. The customer's owners decide this; in an emergency, the company's
/// administrators may. The person who does it gives a reason, which the customer's owners read.
/// </summary>
/// <param name="Refusal">Why it is not permitted; null when it is.</param>
/// <param name="Reason">Why it is done; null when nothing is loosened.</param>
public sealed record Loosening(SaveResult? Refusal, string? Reason)
{
    private static readonly Loosening None = new(Refusal: null, Reason: null);

    /// <summary>The text for the revision; empty without a reason.</summary>
    public string Because => Reason is null ? "" : $" (reason: {Reason})";

    /// <summary>Checks what the change of mode requires of the caller.</summary>
    internal static Loosening Of(Caller caller, ResourceMode before, ResourceMode after, string reason)
    {
        if (after >= before) return None;
        if (!caller.May(Permission.LoosenResources)) return new(SaveResult.Refused.For(Permission.LoosenResources), Reason: null);
        return GivenReason.ErrorOf(reason) is { } error ? Invalid(error) : new(Refusal: null, reason.Trim());
    }

    /// <summary>The notice to the tenant's owners.</summary>
    internal TenantNotice Notice(Resource resource, ResourceMode before, ResourceMode after, Caller caller) => new()
    {
        TenantId = resource.TenantId,
        Text = $"{caller.Person}{(caller.IsCompany ? " of the company" : "")} changed {resource.Host} from {before} to {after}{Because}.",
    };

    private static Loosening Invalid(string error) => new(new SaveResult.Invalid(new Dictionary<string, string> { [nameof(ResourceDraft.Reason)] = error }), Reason: null);
}

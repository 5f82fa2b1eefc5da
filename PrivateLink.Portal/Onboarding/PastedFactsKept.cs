using System.Net;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Pastes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Saves what a paste says about an endpoint. Typed values stay; where the two differ, the person sees a warning.</summary>
internal static class PastedFactsKept
{
    public static Edit.Mistake? Keep(PrivateEndpoint endpoint, EndpointPaste paste, DateTime now)
    {
        endpoint.Address = AddressOf(endpoint, paste);
        if (paste.Account is { Length: <= PrivateEndpoint.AccountLength } account) endpoint.Account ??= account;

        // If the cloud describes the endpoint, it exists.
        if (paste.Link.LinkId is not null || paste.Status is not null) endpoint.CreatedInCloudAt ??= now;
        if (paste.Link.LinkId is not { } link || link.ToString() == endpoint.LinkId) Approvals.Pasted(endpoint, paste, now);
        var texts = new Dictionary<string, string>(StoredForm.Read(endpoint.Form));
        var fields = KnownClouds.Of(endpoint.Cloud).Form.Fields;
        foreach (var field in fields.Where(field => paste.Fields.ContainsKey(field.Key)))
            if (field.IsElsewhere || string.IsNullOrWhiteSpace(texts.GetValueOrDefault(field.Key))) texts[field.Key] = paste.Fields[field.Key];
        return paste.Fields.Count == 0 ? null : Write(endpoint, texts);
    }

    /// <summary>Saves the whole form, as long as no field is invalid.</summary>
    public static Edit.Mistake? Write(PrivateEndpoint endpoint, IReadOnlyDictionary<string, string> texts)
    {
        var fields = KnownClouds.Of(endpoint.Cloud).Form.Fields;
        if (new FormValues(fields, texts).Errors is { Count: > 0 } errors) return new Edit.Mistake(new SaveResult.Invalid(errors));
        var form = StoredForm.Write(texts);
        if (form.Length > PrivateEndpoint.FormLength) return PrivateEndpointRows.Mistake(fields[0].Key, "This is far more than an endpoint needs. Paste only what is about the endpoint.");
        endpoint.Form = form;
        return null;
    }

    /// <summary>A DNS name covers all addresses, so a single address does not replace it.</summary>
    private static string? AddressOf(PrivateEndpoint endpoint, EndpointPaste paste) =>
        paste.Name ?? (endpoint.Address is { } known && !IPAddress.TryParse(known, out _) ? known : paste.Target ?? endpoint.Address);
}

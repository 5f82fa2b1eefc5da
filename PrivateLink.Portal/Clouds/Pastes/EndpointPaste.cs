using System.Net;
using System.Net.Sockets;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Clouds.LinkIds;

namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>Everything that one paste says of a private endpoint. What it does not say is null or empty.</summary>
public sealed record EndpointPaste
{
    /// <summary>The link ID, or why there is none.</summary>
    public LinkIdInputResult Link { get; init; }

    /// <summary>What the text calls the link ID, where the ID has no form of its own by which it is found.</summary>
    public string? LinkText { get; init; }

    /// <summary>The DNS name that stands for the endpoint in all its zones.</summary>
    public string? Name { get; init; }

    /// <summary>Its addresses.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    public ConnectionStatus? Status { get; init; }

    /// <summary>What the provider wrote when it accepted or refused.</summary>
    public string? Message { get; init; }

    /// <summary>What the customer wrote when asking.</summary>
    public string? RequestMessage { get; init; }

    /// <summary>The service that it connects to, as the text names it.</summary>
    public string? Service { get; init; }

    public string? Region { get; init; }

    /// <summary>The region in its DNS name: its own, or its service's where that is in another one.</summary>
    public string? NameRegion { get; init; }

    public string? Account { get; init; }

    /// <summary>The zones that it is in, as its account names them.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Values for the form, by the field's key.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Where clients find it: the name where it has one, else its first address.</summary>
    public string? Target => Name ?? (Addresses is [var first, ..] ? first : null);

    /// <summary>Whether anything but a link ID is in it.</summary>
    public bool SaysMore => Target is not null || Status is not null || Service is not null || Region is not null || Account is not null || Message is not null
        || RequestMessage is not null || Zones.Count > 0 || Fields.Count > 0;

    internal static IReadOnlyList<string> AddressesIn(IEnumerable<string> texts) => [.. texts.Where(IsAddress).Distinct()];

    internal static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == AddressFamily.InterNetwork && text.Count(character => character == '.') == 3;

    /// <summary>Whether an address is one of the internet, and not of a network of somebody's own.</summary>
    internal static bool IsPublic(string text) => IsAddress(text) && IPAddress.Parse(text).GetAddressBytes() switch
    {
        [10 or 127, ..] or [192, 168, ..] or [169, 254, ..] or [172, >= 16 and <= 31, ..] or [100, >= 64 and <= 127, ..] => false,
        _ => true,
    };

    /// <summary>Those values that the form would take; the others are somebody else's.</summary>
    internal static IReadOnlyDictionary<string, string> FieldsOf(params IEnumerable<(FormField Field, string? Text)> texts) =>
        texts.Where(text => text.Text is { Length: > 0 } typed && new FormValues([text.Field], new Dictionary<string, string> { [text.Field.Key] = typed }) is { Errors.Count: 0 })
            .ToDictionary(text => text.Field.Key, text => text.Text!);
}

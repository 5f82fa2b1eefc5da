namespace PrivateLink.Portal.Clouds.Dns;

/// <summary>
/// The private zone for one host: named exactly like it, with its record at the top, so that no other name is shadowed. A wildcard
/// needs the zone of its suffix, which answers for everything below it.
/// </summary>
/// <param name="Name">The zone's name.</param>
/// <param name="IsWildcard">Whether the record is <c>*</c> instead of the top.</param>
public sealed record PrivateZone(string Name, bool IsWildcard)
{
    private const int LongestLabel = 63;

    /// <summary>The record's full name.</summary>
    public string RecordName => IsWildcard ? "*." + Name : Name;

    /// <summary>The record's name inside the zone, as Azure writes it.</summary>
    public string RelativeName => IsWildcard ? "*" : "@";

    /// <summary>The zone's name as an identifier of letters, digits and '-'.</summary>
    public string Identifier
    {
        get
        {
            var text = "pl-" + string.Concat(Name.ToLowerInvariant().Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-'));
            return (text.Length <= LongestLabel ? text : text[..LongestLabel]).TrimEnd('-');
        }
    }

    public static PrivateZone Of(string host) => host.StartsWith("*.", StringComparison.Ordinal) ? new(host[2..], true) : new(host, false);
}

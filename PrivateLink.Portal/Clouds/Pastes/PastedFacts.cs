namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>
/// The named values of a pasted text, whatever tool printed it: JSON, YAML, a table, <c>key = value</c> lines of Terraform, or a console's labels.
/// Values are told by their names; whether a value has the right form is for the cloud to say.
/// </summary>
public sealed class PastedFacts
{
    private readonly ILookup<string, PastedFact> _facts;

    private PastedFacts(IEnumerable<PastedFact> facts) => _facts = facts.ToLookup(fact => fact.Key);

    public static PastedFacts Read(string text) => new(PastedJson.TryRead(text, out var facts) ? facts : PastedLines.Read(text));

    /// <summary>The values of these keys, those of the first key first.</summary>
    public IEnumerable<string> Values(params IEnumerable<string> keys) => keys.SelectMany(key => _facts[key]).Select(fact => fact.Value);

    /// <summary>The facts of a key, with what they stand in.</summary>
    public IEnumerable<PastedFact> Of(string key) => _facts[key];
}

namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>
/// The named values of a pasted text from any tool. It may be JSON, YAML, a table, Terraform's <c>key = value</c> lines, or a console's labels. This
/// class finds values by name. The cloud checks their form.
/// </summary>
public sealed class PastedFacts
{
    private readonly ILookup<string, PastedFact> _facts;

    private PastedFacts(IEnumerable<PastedFact> facts) => _facts = facts.ToLookup(fact => fact.Key);

    public static PastedFacts Read(string text) => new(PastedJson.TryRead(text, out var facts) ? facts : PastedLines.Read(text));

    /// <summary>The values of these keys, in the order of the keys.</summary>
    public IEnumerable<string> Values(params IEnumerable<string> keys) => keys.SelectMany(key => _facts[key]).Select(fact => fact.Value);

    /// <summary>The facts of a key, with their enclosing objects.</summary>
    public IEnumerable<PastedFact> Of(string key) => _facts[key];
}

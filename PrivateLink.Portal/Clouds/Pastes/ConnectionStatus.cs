namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>What a cloud says about an endpoint's connection, in terms that fit every cloud.</summary>
public enum ConnectionMeaning
{
    /// <summary>The provider has to accept it.</summary>
    Waiting,

    /// <summary>It is accepted.</summary>
    Accepted,

    /// <summary>The provider has refused it.</summary>
    Refused,

    /// <summary>It has failed, has ended, or is going away: nothing will come through it.</summary>
    Ended,
}

/// <summary>The status of a connection.</summary>
/// <param name="Word">In the cloud's own spelling.</param>
public sealed record ConnectionStatus(string Word, ConnectionMeaning Meaning)
{
    /// <summary>The first of the texts that is a status. Tools spell the same one with capitals, spaces and underscores.</summary>
    internal static ConnectionStatus? FirstOf(IEnumerable<string> texts, IReadOnlyDictionary<string, ConnectionMeaning> words) =>
        texts.Where(text => words.ContainsKey(PastedFact.KeyOf(text))).Select(text => new ConnectionStatus(text, words[PastedFact.KeyOf(text)])).FirstOrDefault();
}

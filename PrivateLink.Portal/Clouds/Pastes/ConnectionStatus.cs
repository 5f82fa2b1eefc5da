namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>What a cloud says about an endpoint's connection, in terms that apply to every cloud.</summary>
public enum ConnectionMeaning
{
    /// <summary>The provider must accept it.</summary>
    Waiting,

    /// <summary>It is accepted.</summary>
    Accepted,

    /// <summary>The provider has refused it.</summary>
    Refused,

    /// <summary>It failed, ended, or is being deleted. No connection will come through it.</summary>
    Ended,
}

/// <summary>The status of a connection.</summary>
/// <param name="Word">The status in the cloud's own spelling.</param>
public sealed record ConnectionStatus(string Word, ConnectionMeaning Meaning)
{
    /// <summary>The first text that is a status. Tools spell the same status with capitals, spaces or underscores.</summary>
    internal static ConnectionStatus? FirstOf(IEnumerable<string> texts, IReadOnlyDictionary<string, ConnectionMeaning> words) =>
        texts.Where(text => words.ContainsKey(PastedFact.KeyOf(text))).Select(text => new ConnectionStatus(text, words[PastedFact.KeyOf(text)])).FirstOrDefault();
}

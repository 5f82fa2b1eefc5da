namespace PrivateLink.Portal.Upstreams;

/// <summary>What one attempt to reach an address found.</summary>
/// <param name="Address">As it was typed.</param>
/// <param name="Answers">Whether a TCP connection was accepted.</param>
/// <param name="Words">One sentence for a person.</param>
public sealed record AddressAnswer(string Address, bool Answers, string Words);

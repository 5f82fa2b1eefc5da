namespace PrivateLink.Portal.Upstreams;

/// <summary>The result of one attempt to reach an address.</summary>
/// <param name="Address">The address as typed.</param>
/// <param name="Answers">Whether a TCP connection was accepted.</param>
/// <param name="Words">One sentence for a person.</param>
public sealed record AddressAnswer(string Address, bool Answers, string Words);

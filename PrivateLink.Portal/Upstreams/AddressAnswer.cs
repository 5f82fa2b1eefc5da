namespace PrivateLink.Portal.Upstreams;

/// <summary>The result of one attempt to reach an address.</summary>
/// <param name="Address">The address as typed.</param>
/// <param name="Answers">Whether a TCP connection was accepted.</param>
/// <param name="Words">One sentence for a person.</param>
/// <param name="Did">What the address did, as the rest of a sentence: "refused the connection".</param>
public sealed record AddressAnswer(string Address, bool Answers, string Words, string Did)
{
    /// <summary>One sentence that repeats a failed attempt elsewhere.</summary>
    public string Failure => $"{Address} {Did}.";
}

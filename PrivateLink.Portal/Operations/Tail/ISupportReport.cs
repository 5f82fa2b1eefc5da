namespace PrivateLink.Portal.Operations.Tail;

/// <summary>What the running portal contributes to a support bundle.</summary>
internal interface ISupportReport
{
    /// <summary>Reads it as JSON, without secrets.</summary>
    Task<string> ReadAsync(CancellationToken cancellationToken);
}

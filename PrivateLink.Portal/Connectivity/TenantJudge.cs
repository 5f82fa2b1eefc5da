namespace PrivateLink.Portal.Connectivity;

/// <summary>Answers for all hosts of a tenant together. Pure.</summary>
internal static class TenantJudge
{
    /// <param name="isEngineLive">Whether this process accepts connections at all.</param>
    /// <param name="isSuspended">Whether the tenant is suspended.</param>
    /// <param name="hosts">The answer for each host.</param>
    public static Judgement Of(bool isEngineLive, bool isSuspended, IReadOnlyList<Judgement> hosts)
    {
        var letIn = hosts.Select(host => host.LetIn).OfType<KnownTry>().MaxBy(known => known.Time);
        // Another process may accept connections that this one does not, so a host may still work.
        if (!isEngineLive && !hosts.Any(host => host.Answer == ConnectivityAnswer.Yes)) return new(ConnectivityAnswer.No, ConnectivityCause.EngineNotLive) { LetIn = letIn };
        if (hosts.Count == 0) return new(ConnectivityAnswer.No, ConnectivityCause.NoHost);
        if (isSuspended) return new(ConnectivityAnswer.No, ConnectivityCause.Suspended) { LetIn = letIn };
        var answers = hosts.Select(host => host.Answer).Distinct().ToList();
        if (answers is [var same])
            return hosts.OrderByDescending(host => Telling(host)?.Time ?? DateTimeOffset.MinValue).First() with { Answer = same };
        return answers.Exists(answer => answer is ConnectivityAnswer.Yes or ConnectivityAnswer.Partly)
            ? new(ConnectivityAnswer.Partly, ConnectivityCause.HostsDiffer) { LetIn = letIn, Failure = NewestFailure(hosts) }
            : new(ConnectivityAnswer.No, ConnectivityCause.HostsDiffer) { LetIn = letIn, Failure = NewestFailure(hosts) };
    }

    private static KnownTry? NewestFailure(IReadOnlyList<Judgement> hosts) =>
        hosts.Where(host => host.Answer != ConnectivityAnswer.Yes).Select(host => host.Failure).OfType<KnownTry>().MaxBy(known => known.Time);

    /// <summary>The connection that decided the answer for a host.</summary>
    private static KnownTry? Telling(Judgement host) => host.Answer == ConnectivityAnswer.Yes ? host.LetIn : host.Failure ?? host.LetIn;
}

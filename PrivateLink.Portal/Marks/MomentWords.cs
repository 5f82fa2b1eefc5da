using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Marks;

/// <summary>Describes a moment of the service: to the company with names, to tenants without names.</summary>
internal static class MomentWords
{
    public static string OfService(ServiceMoment moment, bool toCompany) => toCompany
        ? moment.Kind switch
        {
            ServiceMomentKind.Started => $"{moment.Node} started",
            ServiceMomentKind.Stopped => $"{moment.Node} stopped",
            ServiceMomentKind.Lost => $"{moment.Node} was last seen here and did not stop normally: it was killed, or its machine failed",
            ServiceMomentKind.ListenersOpened => $"{moment.Node} accepts connections{(moment.Detail is { } names ? $": {names}" : "")}",
            ServiceMomentKind.ListenersClosed => $"{moment.Node} no longer accepts connections",
            ServiceMomentKind.TookOver => $"A new process of {moment.Node} took over{(moment.Detail is { } from ? $" ({from})" : "")}; no connection was refused",
            ServiceMomentKind.TakeOverFailed => $"The upgrade of {moment.Node} failed, and the old process goes on{Because(moment)}",
            ServiceMomentKind.EngineImpaired => $"Part of the engine on {moment.Node} failed: some connections are lost",
            _ => $"The whole engine on {moment.Node} works again",
        }
        : moment.Kind switch
        {
            ServiceMomentKind.Started => "The service, or a part of it, started",
            ServiceMomentKind.Stopped => "The service, or a part of it, stopped",
            ServiceMomentKind.Lost => "The service, or a part of it, failed",
            ServiceMomentKind.ListenersOpened => "The service, or a part of it, accepts connections",
            ServiceMomentKind.ListenersClosed => "The service, or a part of it, no longer accepts connections",
            ServiceMomentKind.TookOver => "The service was restarted without an interruption",
            ServiceMomentKind.EngineImpaired => "Part of the service failed",
            _ => "The whole service works again",
        };

    public static string OfUpstream(ServiceMoment moment, bool toCompany) => (moment.Kind, toCompany) switch
    {
        (ServiceMomentKind.UpstreamDown, true) => $"Upstream {moment.Upstream} is down{Because(moment)}",
        (ServiceMomentKind.UpstreamDown, false) => "The service was down for some of your hosts: connections were allowed but not delivered",
        (ServiceMomentKind.UpstreamImpaired, true) => $"Upstream {moment.Upstream} is partly down{Because(moment)}",
        (ServiceMomentKind.UpstreamImpaired, false) => "The service was impaired for some of your hosts",
        (_, true) => $"Upstream {moment.Upstream} is up again",
        (_, false) => "The service was up again for your hosts",
    };

    private static string Because(ServiceMoment moment) => moment.Detail is { } detail ? $": {detail}" : "";
}

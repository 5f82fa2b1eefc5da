using OpenTelemetry.Trace;
using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Telemetry;

/// <summary>Takes a share of the decisions, because there are thousands a second, and every save, because people make them.</summary>
internal sealed class SpanSampler(double share) : Sampler
{
    private readonly TraceIdRatioBasedSampler _decisions = new(share);

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Name == DecisionSpans.SpanName ? _decisions.ShouldSample(samplingParameters) : new(SamplingDecision.RecordAndSample);
}
